import type { CurvePoint, Swarm, SwarmGroup } from '../../protocol/swarm.ts';
import { TRANSPORT_LABELS, TRANSPORTS } from '../../protocol/transports.ts';

/** One line of a swarm that runs. */
export function liveLine({ state, progress, step, transports, doubts }: Swarm): string {
  const where = step ? `${step.transport} ${step.clients}` : state;
  const groups = TRANSPORTS.flatMap((transport) => {
    const group = transports[transport];
    return group ? [`${transport} ${groupLine(group)}`] : [];
  });
  const doubt = doubts.length > 0 ? ' (not valid)' : '';
  return `${`${Math.round(progress * 100)}`.padStart(3)} %  ${where}  ${groups.join('  ')}${doubt}`;
}

function groupLine({ wanted, connected, events, missing, recent }: SwarmGroup): string {
  const latency = recent.count > 0 ? ` p50 ${ms(recent.p50)} p99 ${ms(recent.p99)}` : '';
  return `${connected}/${wanted} events ${events} missing ${missing}${latency}`;
}

/** What came of a swarm that has ended. */
export function summary(swarm: Swarm): string {
  const { transports, points, growth, herds, doubts, outcome, why } = swarm;
  const parts = [`Outcome: ${outcome}${why === null ? '' : `: ${why}`}`];
  if (points.length > 0) parts.push(curveTable(points), notes(points), growth.map(growthLine).join('\n'));
  else parts.push(holdTable(transports));
  for (const { jitter, dropped, returned, busiestAttempts, allBackAfterMs } of herds) {
    const back = allBackAfterMs === null ? `${returned} came back` : `all came back within ${ms(allBackAfterMs)}`;
    parts.push(`Herd of ${dropped} (jitter ${jitter}): ${back}; at most ${busiestAttempts} attempts in 100 ms`);
  }
  parts.push(...doubts.map((doubt) => `Not valid: ${doubt}`));
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Why points are not valid, or lack their memory. */
function notes(points: readonly CurvePoint[]): string {
  const lines = points.flatMap(({ transport, clients, doubts, memoryWhy }) =>
    [...doubts, ...(memoryWhy === null ? [] : [memoryWhy])].map((why) => `${transport} ${clients}: ${why}`),
  );
  return lines.join('\n');
}

function growthLine({ transport, exponent, why }: Swarm['growth'][number]): string {
  const power = exponent === null ? '' : ` CPU grows with clients to the power ${exponent.toFixed(2)}.`;
  return `${TRANSPORT_LABELS[transport]}: ${why}${power}`;
}

function holdTable(transports: Swarm['transports']): string {
  const rows = TRANSPORTS.flatMap((transport) => {
    const group = transports[transport];
    if (!group) return [];
    const { connected, wanted, events, missing, duplicated, losses, requests, bytesUp, bytesDown, latency } = group;
    const latencies = [latency.p50, latency.p99, latency.p999, latency.max].map(ms);
    return [
      [
        transport,
        `${connected}/${wanted}`,
        events,
        missing,
        duplicated,
        losses,
        requests,
        bytesUp,
        bytesDown,
        ...latencies,
      ],
    ];
  });
  const heads = ['', 'clients', 'events', 'missing', 'twice', 'losses', 'requests', 'bytes up', 'bytes down'];
  return table([[...heads, 'p50', 'p99', 'p99.9', 'max'], ...rows]);
}

function curveTable(points: readonly CurvePoint[]): string {
  const heads = ['', 'clients', 'CPU %', 'events/s', 'µs/event', 'bytes/conn', 'loop p99', 'p50', 'p99', 'missing', ''];
  const rows = points.map((point) => [
    ...[point.transport, point.clients, point.cpuPercent.toFixed(1), Math.round(point.deliveredPerSecond)],
    point.cpuPerDeliveryMicroseconds?.toFixed(1) ?? '-',
    point.memoryPerConnectionBytes === null ? '-' : Math.round(point.memoryPerConnectionBytes),
    ...[ms(point.loopDelayP99Ms), ms(point.latencyP50Ms), ms(point.latencyP99Ms), point.missing],
    point.doubts.length > 0 ? 'not valid' : '',
  ]);
  return table([heads, ...rows]);
}

/** Columns aligned: the first to the left, figures to the right. */
function table(rows: readonly (readonly (string | number)[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => `${row[column]}`.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? `${cell}`.padEnd(widths[0] ?? 0) : `${cell}`.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const ms = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

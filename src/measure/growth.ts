import type { CurvePoint, Growth } from '../protocol/swarm.ts';
import type { Transport } from '../protocol/transports.ts';

type Point = Pick<CurvePoint, 'clients' | 'cpuPercent' | 'loopDelayP99Ms' | 'latencyP99Ms'>;

/** CPU that cannot be told from what a server does anyhow, percent of a core: such a point is no measure of its clients. */
const NOISE_PERCENT = 1;

/** A line through two points says nothing of how well it fits. */
const LEAST_POINTS = 3;

/** A client may cost so many times what it cost at its cheapest before the cost is called out of proportion. */
const DEARER = 1.5;
const LATE_LOOP_MS = 50;
const SLOWER = 5;
const SLOW_MS = 50;

/**
 * How the cost of a transport grows with the number of its clients.
 *
 * @param points One for each number, rising.
 * @param idleCpuPercent What the server took without any client.
 */
export function growthOf(transport: Transport, points: readonly Point[], idleCpuPercent: number): Growth {
  const costs = points
    .map((point) => ({ ...point, cost: point.cpuPercent - idleCpuPercent }))
    .filter(({ cost }) => cost >= NOISE_PERCENT);
  const pairs = costs.map(({ clients, cost }) => [clients, cost] as const);
  const exponent = pairs.length < LEAST_POINTS ? null : powerOf(pairs);
  return { transport, exponent, ...findBend(points, idleCpuPercent) };
}

/** The power to which y grows with x: the slope of the straight line through their logarithms, by least squares. */
export function powerOf(pairs: readonly (readonly [x: number, y: number])[]): number {
  const logs = pairs.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const meanX = logs.reduce((sum, [x]) => sum + x, 0) / logs.length;
  const meanY = logs.reduce((sum, [, y]) => sum + y, 0) / logs.length;
  const across = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const along = logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return across / along;
}

function findBend(points: readonly Point[], idleCpuPercent: number): Pick<Growth, 'bendsAt' | 'why'> {
  const [first] = points;
  let cheapest: { readonly each: number; readonly clients: number } | undefined;
  for (const { clients, cpuPercent, loopDelayP99Ms, latencyP99Ms } of points) {
    const cost = cpuPercent - idleCpuPercent;
    const each = cost / clients;
    if (cheapest && cost >= NOISE_PERCENT && each > DEARER * cheapest.each) {
      const times = (each / cheapest.each).toFixed(1);
      return {
        bendsAt: clients,
        why: `With ${clients} clients each takes ${times} times the CPU that it took with ${cheapest.clients}.`,
      };
    }
    if (loopDelayP99Ms > LATE_LOOP_MS) {
      const why = `With ${clients} clients the server's event loop is ${Math.round(loopDelayP99Ms)} ms late at the 99th percentile.`;
      return { bendsAt: clients, why };
    }
    if (first && latencyP99Ms > SLOW_MS && latencyP99Ms > SLOWER * first.latencyP99Ms) {
      const [slow, before] = [Math.round(latencyP99Ms), first.latencyP99Ms.toPrecision(2)];
      const why = `With ${clients} clients the 99th percentile of latency is ${slow} ms; with ${first.clients} it was ${before} ms.`;
      return { bendsAt: clients, why };
    }
    if (cost >= NOISE_PERCENT && (!cheapest || each < cheapest.each)) cheapest = { each, clients };
  }
  const most = points.at(-1)?.clients ?? 0;
  return { bendsAt: null, why: `Up to ${most} clients nothing bends: the cost stays in proportion to their number.` };
}

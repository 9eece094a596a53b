import type { CurvePoint, Growth } from '../protocol/swarm.ts';
import type { Transport } from '../protocol/transports.ts';

type Point = Pick<CurvePoint, 'clients' | 'cpuPercent' | 'loopDelayP99Ms' | 'latencyP99Ms' | 'doubts'>;

/** CPU that cannot be told from what a server does anyhow, percent of a core: such a point is no measure of its clients. */
const NOISE_PERCENT = 1;

/** A line through two points says nothing of how well it fits. */
const LEAST_POINTS = 3;

/** A client may cost so many times what it cost at its cheapest before the cost is called out of proportion. */
const DEARER = 1.5;
const LATE_LOOP_MS = 50;
const SLOWER = 5;
const SLOW_MS = 50;

/** A power this far from 1 is not called in proportion: as far as points scatter from one run to the next. */
const NEAR_ONE = 0.1;

/** From how many clients on, and why. */
export type Bend = { readonly at: number; readonly why: string };

/**
 * How the cost of a transport grows with the number of its clients. Points that are in doubt are left out.
 *
 * @param points One for each number, rising.
 * @param idleCpuPercent What the server took without any client.
 * @param end What ended the measurement early, with so many clients: they are too many.
 */
export function growthOf(transport: Transport, points: readonly Point[], idleCpuPercent: number, end?: Bend): Growth {
  const valid = points.filter(({ doubts }) => doubts.length === 0);
  const pairs = valid
    .map(({ clients, cpuPercent }) => [clients, cpuPercent - idleCpuPercent] as const)
    .filter(([, cost]) => cost >= NOISE_PERCENT);
  const exponent = pairs.length < LEAST_POINTS ? null : powerOf(pairs);
  const bend = findBend(valid, idleCpuPercent) ?? end;
  const what = bend?.why ?? calmWords(valid, exponent);
  const why = [what, ...leftOutWords(points.length - valid.length, points.length)].join(' ');
  return { transport, exponent, bendsAt: bend?.at ?? null, why };
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

/** Such as 1,000 clients. */
export function clientsWords(clients: number): string {
  return clients === 1 ? '1 client' : `${grouped.format(clients)} clients`;
}

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

function findBend(points: readonly Point[], idleCpuPercent: number): Bend | undefined {
  const [first] = points;
  let cheapest: { readonly each: number; readonly clients: number } | undefined;
  for (const { clients, cpuPercent, loopDelayP99Ms, latencyP99Ms } of points) {
    const cost = cpuPercent - idleCpuPercent;
    const each = cost / clients;
    const many = `With ${clientsWords(clients)}`;
    if (cheapest && cost >= NOISE_PERCENT && each > DEARER * cheapest.each) {
      const times = (each / cheapest.each).toFixed(1);
      const before = grouped.format(cheapest.clients);
      return { at: clients, why: `${many} each takes ${times} times the CPU that it took with ${before}.` };
    }
    if (loopDelayP99Ms > LATE_LOOP_MS) {
      const late = Math.round(loopDelayP99Ms);
      return { at: clients, why: `${many} the server's event loop is ${late} ms late at the 99th percentile.` };
    }
    if (first && latencyP99Ms > SLOW_MS && latencyP99Ms > SLOWER * first.latencyP99Ms) {
      const [slow, before] = [Math.round(latencyP99Ms), first.latencyP99Ms.toPrecision(2)];
      const few = grouped.format(first.clients);
      return {
        at: clients,
        why: `${many} the 99th percentile of latency is ${slow} ms; with ${few} it was ${before} ms.`,
      };
    }
    if (cost >= NOISE_PERCENT && (!cheapest || each < cheapest.each)) cheapest = { each, clients };
  }
  return undefined;
}

/** What can be said when nothing was seen to bend. */
function calmWords(valid: readonly Point[], exponent: number | null): string {
  if (valid.length < LEAST_POINTS) return 'Too few points are free of doubt to tell how the cost grows.';
  if (exponent === null) return 'The cost was too small to tell how it grows.';
  const upTo = `Up to ${clientsWords(valid.at(-1)?.clients ?? 0)}`;
  if (exponent < 1 - NEAR_ONE) return `${upTo} nothing bends: the cost grows slower than their number.`;
  if (exponent > 1 + NEAR_ONE) return `${upTo} nothing bends sharply, but the cost grows faster than their number.`;
  return `${upTo} nothing bends: the cost stays in proportion to their number.`;
}

function leftOutWords(count: number, all: number): string[] {
  if (count === 0) return [];
  return [`${count} of ${all} points ${count === 1 ? 'is in doubt and was' : 'are in doubt and were'} left out.`];
}

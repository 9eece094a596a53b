import type { Load } from '../../protocol/load.ts';
import type { Swarm } from '../../protocol/swarm.ts';
import { TRANSPORTS } from '../../protocol/transports.ts';

/** What the server's process had cost at one moment, and the swarm as it was last told before. */
export type Sample = { readonly load: Load; readonly swarm: Swarm | null };

/** What the page keeps, and what its charts show. */
export const HISTORY_MS = 300_000;

/** What the figures in the table are the average of: a poll every two seconds must not turn a rate into a saw. */
export const RATE_WINDOW_MS = 5_000;

/** A server that was started anew counts from zero: what was before it cannot be compared. */
export function withSample(history: readonly Sample[], sample: Sample): readonly Sample[] {
  const before = history.at(-1)?.load;
  const { load } = sample;
  if (before && load.at === before.at) return history;
  if (before && (cpuMs(load) < cpuMs(before) || load.at < before.at)) return [sample];
  return [...history.filter(({ load: { at } }) => load.at - at <= HISTORY_MS), sample];
}

/** Two readings, and what can be said between them. */
export type Span = { readonly from: Sample; readonly to: Sample; readonly seconds: number };

/** The latest seconds of a swarm, be it over or not; undefined while it was read once at most. */
export function latestSpan(history: readonly Sample[], swarm: number): Span | undefined {
  const readings = history.filter(({ swarm: told }) => told?.number === swarm && isAtWork(told));
  const to = readings.at(-1);
  if (!to) return undefined;
  const from = readings.findLast(({ load }) => to.load.at - load.at >= RATE_WINDOW_MS) ?? readings[0];
  return from && from !== to ? spanOf(from, to) : undefined;
}

export function spanOf(from: Sample, to: Sample): Span {
  return { from, to, seconds: (to.load.at - from.load.at) / 1_000 };
}

/** Its clients are there, all or some of them. */
function isAtWork({ state }: Swarm): boolean {
  return state === 'ramping' || state === 'holding' || state === 'dropped' || state === 'measuring';
}

/** A browser keeps as many connections to one server for its next requests. */
const LEFT_OVER = 6;

/** The latest reading before the swarm in which nobody was connected but a browser whose lanes are off. */
export function readingWithoutClients(history: readonly Sample[], swarm: number): Load | undefined {
  const first = history.findIndex(({ swarm: told }) => told?.number === swarm && isAtWork(told));
  const before = first < 0 ? history : history.slice(0, first);
  return before.findLast(({ load }) => openConnections(load) <= LEFT_OVER)?.load;
}

export function openConnections({ transports }: Load): number {
  return TRANSPORTS.reduce((sum, transport) => sum + transports[transport].open, 0);
}

export function cpuMs({ cpu }: Load): number {
  return cpu.userMs + cpu.systemMs;
}

import { forEachTransport, TRANSPORTS, type Transport } from '../../protocol/transports.ts';
import { serverFigures } from './cost-figures.ts';
import { HISTORY_MS, type Sample, type Span, spanOf } from './cost-history.ts';
import { isRunning } from './told-swarms.ts';

export const LIVE_LINES = [...TRANSPORTS, 'server'] as const;
export type LiveLine = (typeof LIVE_LINES)[number];

/** One moment of a chart: a value for each line that it has. */
export type LiveRow = Readonly<Partial<Record<LiveLine, number>>> & {
  readonly secondsAgo: number;
  /** Whether the lines show their markers here. */
  readonly marked: boolean;
};

/** A marker stands on every so many seconds of a line. */
const MARKED_EVERY_MS = 30_000;

/** What `valuesOf` makes of each two readings in a row, up to the latest. */
export function liveRows(
  history: readonly Sample[],
  valuesOf: (span: Span) => Readonly<Partial<Record<LiveLine, number>>>,
): LiveRow[] {
  const now = history.at(-1)?.load.at ?? 0;
  let slot = Number.NEGATIVE_INFINITY;
  const rows: LiveRow[] = [];
  for (const [index, to] of history.entries()) {
    const from = history[index - 1];
    if (!from || now - to.load.at > HISTORY_MS) continue;
    const present = Math.floor(to.load.at / MARKED_EVERY_MS);
    rows.push({
      ...valuesOf(spanOf(from, to)),
      secondsAgo: (to.load.at - now) / 1_000,
      marked: present !== slot,
    });
    slot = present;
  }
  return rows;
}

export function clientsOf({ to: { swarm } }: Span): Record<Transport, number> {
  return forEachTransport((transport) => (isRunning(swarm) ? (swarm.transports[transport]?.connected ?? 0) : 0));
}

export function deliveredOf({ from, to, seconds }: Span): Record<Transport, number> {
  return forEachTransport((transport) => {
    const delivered = to.load.transports[transport].events - from.load.transports[transport].events;
    return seconds > 0 ? Math.max(0, delivered / seconds) : 0;
  });
}

export function cpuOf(span: Span): { readonly server: number } {
  return { server: serverFigures(span).cpuPercent };
}

export function delayOf({ to }: Span): { readonly server: number } {
  return { server: to.load.eventLoop.delayMs.p99 };
}

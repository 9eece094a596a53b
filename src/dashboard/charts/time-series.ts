import type { LaneSnapshot, SeriesPoint } from '../../lab/messages.ts';
import type { Ledger } from '../../protocol/ledger.ts';
import { forEachTransport, TRANSPORTS, type Transport } from '../../protocol/transports.ts';
import { type LedgerHistory, ratesPerSecond } from '../ledger-history.ts';

/** One moment of a chart over time: a value for each transport, null where there is none. */
export type TimeRow = Readonly<Record<Transport, number | null>> & {
  readonly secondsAgo: number;
  /** The lanes that show their marker here. */
  readonly marked: readonly Transport[];
};

type Moment = { readonly at: number; readonly values: Record<Transport, number | null> };

/** What the charts over time show. */
export const WINDOW_MS = 120_000;

/** Wide enough that a poll every two seconds does not turn the rate into a saw. */
export const RATE_WINDOW_MS = 10_000;

/** A lane's marker stands on every so many seconds of its line, the four of them staggered. */
const MARKER_EVERY_MS = 16_000;
const MARKER_STAGGER_MS = MARKER_EVERY_MS / TRANSPORTS.length;

/** What the recorder noted of each lane's seconds up to `now`, the server's time. */
export function laneRows(
  lanes: Readonly<Record<Transport, LaneSnapshot>>,
  now: number,
  pick: (second: SeriesPoint) => number | null,
): TimeRow[] {
  const moments = new Map<number, Moment>();
  for (const transport of TRANSPORTS) {
    for (const second of lanes[transport].series) {
      const moment = moments.get(second.at) ?? { at: second.at, values: forEachTransport(() => null) };
      moment.values[transport] = pick(second);
      moments.set(second.at, moment);
    }
  }
  const inOrder = [...moments.values()].sort((one, other) => one.at - other.at);
  return timeRows(inOrder, now);
}

/** Draws at the floor what lies below it: a logarithmic axis has no zero. */
export function notBelow(floor: number, value: number | null): number | null {
  return value === null ? null : Math.max(value, floor);
}

/** A counter of the ledger over time, as its total or as its rise per second. */
export function ledgerRows(
  history: LedgerHistory,
  now: number,
  counter: (ledger: Ledger, transport: Transport) => number,
  mode: 'rate' | 'total',
): TimeRow[] {
  const columns = forEachTransport((transport) => {
    const total = (ledger: Ledger) => counter(ledger, transport);
    return mode === 'total' ? history.map(total) : ratesPerSecond(history, total, RATE_WINDOW_MS);
  });
  const moments = history.map(({ at }, index) => ({
    at,
    values: forEachTransport((transport) => columns[transport][index] ?? null),
  }));
  return timeRows(moments, now);
}

/** Markers are set before the window is cut, so that they travel with their line instead of sticking to its edge. */
function timeRows(moments: readonly Moment[], now: number): TimeRow[] {
  const slots = forEachTransport(() => Number.NEGATIVE_INFINITY);
  const rows = moments.map(({ at, values }) => {
    const marked = TRANSPORTS.filter((transport, place) => {
      const slot = Math.floor((at + place * MARKER_STAGGER_MS) / MARKER_EVERY_MS);
      if (values[transport] === null || slot === slots[transport]) return false;
      slots[transport] = slot;
      return true;
    });
    return { ...values, secondsAgo: Math.min(0, (at - now) / 1000), marked };
  });
  return rows.filter(({ secondsAgo }) => secondsAgo * 1000 >= -WINDOW_MS);
}

/** The newest value of each lane: what a chart says in words. */
export function latestValues(rows: readonly TimeRow[]): Record<Transport, number | undefined> {
  return forEachTransport((transport) => rows.findLast((row) => row[transport] !== null)?.[transport] ?? undefined);
}

/** Every value in the rows, for the scale of their axis. */
export function* valuesOf(rows: readonly Readonly<Record<Transport, number | null>>[]): Generator<number> {
  for (const row of rows) {
    for (const transport of TRANSPORTS) yield row[transport] ?? 0;
  }
}

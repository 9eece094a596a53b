import type { LaneSnapshot, SeriesPoint } from '../../lab/messages.ts';
import { forEachLane, LANES, type LaneName } from '../../protocol/lanes.ts';
import type { TransportAccount } from '../../protocol/ledger.ts';
import { type LanesLedger, laneAccount } from '../lanes-ledger.ts';
import { type LedgerHistory, ratesPerSecond } from '../ledger-history.ts';

/** One moment of a chart over time: a value for each lane, null where there is none. */
export type TimeRow = Readonly<Record<LaneName, number | null>> & {
  readonly secondsAgo: number;
  /** The lanes that show their marker here. */
  readonly marked: readonly LaneName[];
};

type Moment = { readonly at: number; readonly values: Record<LaneName, number | null> };

/** What the charts over time show. */
export const WINDOW_MS = 120_000;

/** Wide enough that a poll every two seconds does not turn the rate into a saw. */
export const RATE_WINDOW_MS = 10_000;

/** A lane's marker stands on every so many seconds of its line, all of them staggered. */
const MARKER_EVERY_MS = 20_000;
const MARKER_STAGGER_MS = MARKER_EVERY_MS / LANES.length;

/** What the recorder noted of each lane's seconds up to `now`, the server's time. */
export function laneRows(
  lanes: Readonly<Record<LaneName, LaneSnapshot>>,
  now: number,
  pick: (second: SeriesPoint) => number | null,
): TimeRow[] {
  const moments = new Map<number, Moment>();
  for (const lane of LANES) {
    for (const second of lanes[lane].series) {
      const moment = moments.get(second.at) ?? { at: second.at, values: forEachLane(() => null) };
      moment.values[lane] = pick(second);
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
  counter: (account: TransportAccount) => number,
  mode: 'rate' | 'total',
): TimeRow[] {
  const columns = forEachLane((lane) => {
    if (!laneAccount(history.at(-1), lane)) return [];
    const total = (ledger: LanesLedger) => counterOf(laneAccount(ledger, lane), counter);
    return mode === 'total' ? history.map(total) : ratesPerSecond(history, total, RATE_WINDOW_MS);
  });
  const moments = history.map(({ at }, index) => ({
    at,
    values: forEachLane((lane) => columns[lane][index] ?? null),
  }));
  return timeRows(moments, now);
}

/** The automatic lane is asked for once it is on; before that it had booked nothing. */
function counterOf(account: TransportAccount | undefined, counter: (account: TransportAccount) => number): number {
  return account ? counter(account) : 0;
}

/** Markers are set before the window is cut, so that they travel with their line instead of sticking to its edge. */
function timeRows(moments: readonly Moment[], now: number): TimeRow[] {
  const slots = forEachLane(() => Number.NEGATIVE_INFINITY);
  const rows = moments.map(({ at, values }) => {
    const marked = LANES.filter((lane, place) => {
      const slot = Math.floor((at + place * MARKER_STAGGER_MS) / MARKER_EVERY_MS);
      if (values[lane] === null || slot === slots[lane]) return false;
      slots[lane] = slot;
      return true;
    });
    return { ...values, secondsAgo: Math.min(0, (at - now) / 1000), marked };
  });
  return rows.filter(({ secondsAgo }) => secondsAgo * 1000 >= -WINDOW_MS);
}

/** The newest value of each lane: what a chart says in words. */
export function latestValues(rows: readonly TimeRow[]): Record<LaneName, number | undefined> {
  return forEachLane((lane) => rows.findLast((row) => row[lane] !== null)?.[lane] ?? undefined);
}

/** Every value in the rows, for the scale of their axis. */
export function* valuesOf(rows: readonly Readonly<Record<LaneName, number | null>>[]): Generator<number> {
  for (const row of rows) {
    for (const lane of LANES) yield row[lane] ?? 0;
  }
}

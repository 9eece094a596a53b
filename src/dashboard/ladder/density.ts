import type { EventRing } from './event-ring.ts';
import type { TimeScale } from './layout.ts';
import type { LaneTrace } from './trace-store.ts';
import type { PublishedSince } from './undelivered.ts';

/** Closer together than this, single things cannot be told apart, and how many there are is drawn instead. */
const APART_PX = 3;

/** The width of a column of a summary. */
export const COLUMN_PX = 3;

export type Detail = 'single' | 'many';

/** What is drawn one by one in a lane, and what is summed up. Answered by searches: nothing is counted one by one. */
export type LaneDetail = { readonly events: Detail; readonly exchanges: Detail };

export function laneDetail(trace: LaneTrace, scale: TimeScale, since?: PublishedSince): LaneDetail {
  const room = ((scale.to - scale.from) * scale.pxPerMs) / APART_PX;
  const { events, exchanges } = trace;
  const publishedBy = (time: number) => events.firstPublished(time) + (since?.countTo(time) ?? 0);
  const published = publishedBy(scale.to) - publishedBy(scale.from);
  const isDense = published > room || arrivals(events, scale, room) > room;
  return {
    events: isDense ? 'many' : 'single',
    exchanges: exchanges.firstBegun(scale.to) - exchanges.firstBegun(scale.from) > room ? 'many' : 'single',
  };
}

/** How often something arrived, counted to a little more than `most`: what arrives together is one. */
function arrivals(events: EventRing, { from, to }: TimeScale, most: number): number {
  const end = events.firstReceived(to);
  let count = 0;
  for (let index = events.firstReceived(from); index < end && count <= most; index = nextWrite(events, index))
    count += 1;
  return count;
}

/** The index of the first event that was not written together with this one. */
export function nextWrite(events: EventRing, index: number): number {
  return index + Math.max(1, events.together(index) - events.place(index));
}

/** The events that were published before the end of the picture and arrived after its beginning. */
export function eventsBetween({ events }: LaneTrace, from: number, to: number): { first: number; end: number } {
  const first = events.firstReceived(from);
  return { first, end: Math.max(first, events.firstPublished(to)) };
}

export type Column = { readonly from: number; readonly to: number; readonly count: number };

/** Counts by columns that lie fixed in time, so that a gliding picture does not flicker. */
export function columnsOf(scale: TimeScale, firstIndexAt: (time: number) => number): readonly Column[] {
  const ms = COLUMN_PX / scale.pxPerMs;
  const columns: Column[] = [];
  let from = Math.floor(scale.from / ms) * ms;
  let before = firstIndexAt(from);
  while (from < scale.to) {
    const to = from + ms;
    const after = firstIndexAt(to);
    if (after > before) columns.push({ from, to, count: after - before });
    before = after;
    from = to;
  }
  return columns;
}

/** What a full column stands for. A rare burst does not make all others small: it is cut off. */
export function fullColumn(columns: readonly Column[]): number {
  const sum = columns.reduce((total, { count }) => total + count, 0);
  const most = columns.reduce((highest, { count }) => Math.max(highest, count), 0);
  return roundUp(Math.min(most, (4 * sum) / Math.max(1, columns.length)));
}

/** A number of 1, 2, 5, 10, ... that is at least `count`: a scale that changes rarely. */
function roundUp(count: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, count)));
  return [1, 2, 5, 10].map((step) => step * power).find((nice) => nice >= count) ?? count;
}

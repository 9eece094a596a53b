import { TRACE_COLUMNS, TRACE_ROW } from '../../lab/messages.ts';

/** The newest events of one lane, sorted by arrival. An event is told by its index, 0 for the oldest that is kept. */
export type EventRing = {
  readonly length: number;
  /** When the newest of the events arrived that are no longer kept; -Infinity while there is none. */
  readonly droppedTo: number;
  add(epoch: string, rows: Float64Array): void;
  /** Forgets what arrived before `time`, without a word: it was kept long enough. */
  forget(time: number): void;
  epoch(index: number): string;
  id(index: number): number;
  at(index: number): number;
  /** NaN when the server never told. */
  writtenAt(index: number): number;
  receivedAt(index: number): number;
  /** How many events were written with it; 1 when that is not known. */
  together(index: number): number;
  /** How many of them were published before it. */
  place(index: number): number;
  /** The first event that arrived at `time` or after it. */
  firstReceived(time: number): number;
  /** The first event that was published at `time` or after it. */
  firstPublished(time: number): number;
  find(epoch: string, id: number, at: number): number | undefined;
};

export const EVENTS_KEPT = 65_536;

const { id: ID, at: AT, writtenAt: WRITTEN, receivedAt: RECEIVED, firstId: FIRST, lastId: LAST } = TRACE_COLUMNS;

/** `capacity` is a power of two. The memory is taken with the first event: most runs have a lane that is never on. */
export function createEventRing(capacity = EVENTS_KEPT): EventRing {
  let rows = new Float64Array(0);
  let epochOf = new Uint32Array(0);
  const epochs: string[] = [];
  let start = 0;
  let length = 0;
  let droppedTo = Number.NEGATIVE_INFINITY;

  const slot = (index: number): number => (start + index) & (capacity - 1);
  const read = (index: number, column: number): number => rows[slot(index) * TRACE_ROW + column] ?? Number.NaN;

  function dropOldest(): void {
    droppedTo = read(0, RECEIVED);
    start = slot(1);
    length -= 1;
  }

  function move(from: number, to: number): void {
    const source = slot(from);
    rows.copyWithin(slot(to) * TRACE_ROW, source * TRACE_ROW, (source + 1) * TRACE_ROW);
    epochOf[slot(to)] = epochOf[source] ?? 0;
  }

  /** An event whose write was never told comes seconds after its neighbours. */
  function insert(row: Float64Array, epoch: number): void {
    if (length === capacity) dropOldest();
    const receivedAt = row[RECEIVED] ?? Number.NaN;
    let index = length;
    while (index > 0 && read(index - 1, RECEIVED) > receivedAt) {
      move(index - 1, index);
      index -= 1;
    }
    rows.set(row, slot(index) * TRACE_ROW);
    epochOf[slot(index)] = epoch;
    length += 1;
  }

  function first(column: number, time: number): number {
    let low = 0;
    let high = length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (read(middle, column) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    get length() {
      return length;
    },
    get droppedTo() {
      return droppedTo;
    },
    add(epoch, added) {
      if (rows.length === 0) {
        rows = new Float64Array(capacity * TRACE_ROW);
        epochOf = new Uint32Array(capacity);
      }
      if (epochs.at(-1) !== epoch) epochs.push(epoch);
      for (let from = 0; from + TRACE_ROW <= added.length; from += TRACE_ROW) {
        insert(added.subarray(from, from + TRACE_ROW), epochs.length - 1);
      }
    },
    forget(time) {
      const count = first(RECEIVED, time);
      start = slot(count);
      length -= count;
    },
    epoch: (index) => epochs[epochOf[slot(index)] ?? 0] ?? '',
    id: (index) => read(index, ID),
    at: (index) => read(index, AT),
    writtenAt: (index) => read(index, WRITTEN),
    receivedAt: (index) => read(index, RECEIVED),
    together: (index) => read(index, LAST) - read(index, FIRST) + 1 || 1,
    place: (index) => read(index, ID) - read(index, FIRST) || 0,
    firstReceived: (time) => first(RECEIVED, time),
    firstPublished: (time) => first(AT, time),
    find(epoch, id, at) {
      // A lane has its events in the order of their publication, so that both times rise.
      for (let index = first(AT, at); index < length && read(index, AT) <= at; index += 1) {
        if (read(index, ID) === id && epochs[epochOf[slot(index)] ?? 0] === epoch) return index;
      }
      return undefined;
    },
  };
}

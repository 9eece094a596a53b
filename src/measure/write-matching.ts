import type { Write } from '../protocol/journal.ts';

/** An event that a lane received. Times are the server's, ms. */
export type Arrival = { readonly epoch: string; readonly id: number; readonly at: number; readonly receivedAt: number };

/** An event of which both sides are known: what was received, and the write that it came with. */
export type WrittenEvent = Arrival & Pick<Write, 'writtenAt' | 'firstId' | 'lastId'>;

/**
 * Brings together what a lane received and what the server says it wrote to it. Both are told in order: the heads of
 * the two queues are compared until one of them has to wait. An arrival waits until all is told that was written before
 * it: what was lost on a broken connection is written again, and the write that arrived is the last one.
 */
export type WriteMatching = {
  received(arrival: Arrival): void;
  /** What was written since the last time, and up to when that is all; server's time, ms. */
  written(writes: readonly Write[], until: number): void;
  /** Waits no longer for the writes of what was received before then. */
  letGo(receivedBefore: number): void;
};

/** The largest answer that the server gives has 10,000 events; what waits longer than this is let go. */
const MAX_WAITING = 20_000;

/** By so much a write may seem to come after its arrival, for clocks match only so well. */
const CLOCKS_MS = 5;

/**
 * @param known Told of each event once it is known from both sides.
 * @param unknown Told of each arrival whose write will not be known; both in the order of arrival.
 */
export function createWriteMatching(
  known: (event: WrittenEvent) => void,
  unknown: (arrival: Arrival) => void = () => {},
): WriteMatching {
  const arrivals = createQueue<Arrival>(unknown);
  const writes = createQueue<Write>(() => {});
  let newest: Arrival | undefined;
  let toldUntil = Number.NEGATIVE_INFINITY;
  const pastEpochs = new Set<string>();

  return {
    received(arrival) {
      // A duplicate, or one out of order, was written before: its time is not this write's.
      if (newest && newest.epoch === arrival.epoch && newest.id >= arrival.id) return;
      if (newest && newest.epoch !== arrival.epoch) pastEpochs.add(newest.epoch);
      newest = arrival;
      arrivals.push(arrival);
      match();
    },
    written(told, until) {
      for (const write of told) writes.push(write);
      toldUntil = Math.max(toldUntil, until);
      match();
    },
    letGo(receivedBefore) {
      for (let arrival = arrivals.head(); arrival && arrival.receivedAt < receivedBefore; arrival = arrivals.head()) {
        arrivals.shift();
        unknown(arrival);
      }
    },
  };

  function match(): void {
    for (;;) {
      const [arrival, write] = [arrivals.head(), writes.head()];
      if (!arrival || !write || arrival.receivedAt > toldUntil) return;
      if (isBefore(write, arrival) || writes.some((later) => isOfAnother(write, later, arrival))) {
        writes.shift();
      } else if (arrival.epoch !== write.epoch || arrival.id < write.firstId) {
        // Its write was not kept.
        arrivals.shift();
        unknown(arrival);
      } else {
        arrivals.shift();
        const { epoch, id, at, receivedAt } = arrival;
        const { writtenAt, firstId, lastId } = write;
        known({ epoch, id, at, writtenAt, receivedAt, firstId, lastId });
      }
    }
  }

  /** Whether everything in the write comes before the arrival. */
  function isBefore(write: Write, arrival: Arrival): boolean {
    if (write.epoch === arrival.epoch) return write.lastId < arrival.id;
    return pastEpochs.has(write.epoch);
  }
}

/** Whether the arrival came with a later write than this one, which was lost. */
function isOfAnother(write: Write, later: Write, { epoch, id, receivedAt }: Arrival): boolean | undefined {
  if (later.writtenAt > receivedAt + CLOCKS_MS) return undefined;
  // The automatic lane is written to on two transports at a time while it tries another.
  if (later.transport !== write.transport && later.writtenAt > receivedAt) return false;
  return later !== write && later.epoch === epoch && later.firstId <= id && id <= later.lastId;
}

function createQueue<Item>(overflowed: (item: Item) => void) {
  let items: Item[] = [];
  let first = 0;
  return {
    head: () => items[first],
    /** Whether one of them is such; `undefined` says that no further one can be. */
    some(isSuch: (item: Item) => boolean | undefined): boolean {
      for (let index = first; index < items.length; index += 1) {
        const is = isSuch(items[index] as Item);
        if (is !== false) return is === true;
      }
      return false;
    },
    push(item: Item) {
      items.push(item);
      if (items.length - first <= MAX_WAITING) return;
      overflowed(items[first] as Item);
      this.shift();
    },
    shift() {
      first += 1;
      if (first < 1_000 || first < items.length / 2) return;
      items = items.slice(first);
      first = 0;
    },
  };
}

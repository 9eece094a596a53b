import type { Write } from '../protocol/journal.ts';

/** An event that a lane received. Times are the server's, ms. */
export type Arrival = { readonly epoch: string; readonly id: number; readonly at: number; readonly receivedAt: number };

/** An event of which both sides are known: what was received, and the write that it came with. */
export type WrittenEvent = Arrival & Pick<Write, 'writtenAt' | 'firstId' | 'lastId'>;

/**
 * Brings together what a lane received and what the server says it wrote to it. Both are told in order,
 * but either may be told first: the heads of the two queues are compared until one of them has to wait.
 */
export type WriteMatching = {
  received(arrival: Arrival): void;
  written(writes: readonly Write[]): void;
  /** Waits no longer for the writes of what was received before then. */
  letGo(receivedBefore: number): void;
};

/** The largest answer that the server gives has 10,000 events; what waits longer than this is let go. */
const MAX_WAITING = 20_000;

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
    written(told) {
      for (const write of told) writes.push(write);
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
      if (!arrival || !write) return;
      if (isBefore(write, arrival)) {
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

function createQueue<Item>(overflowed: (item: Item) => void) {
  let items: Item[] = [];
  let first = 0;
  return {
    head: () => items[first],
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

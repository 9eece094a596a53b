import type { Write } from '../protocol/exchange.ts';

/** An event of which both sides are known. Times are the server's, ms. */
export type WrittenEvent = { readonly at: number; readonly writtenAt: number; readonly receivedAt: number };

export type Arrival = { readonly epoch: string; readonly id: number; readonly at: number; readonly receivedAt: number };

/**
 * Brings together what a lane received and what the server says it wrote to it. Both are told in order,
 * but either may be told first: the heads of the two queues are compared until one of them has to wait.
 */
export type WriteMatching = {
  /** Each answers the events that are now known from both sides. */
  received(arrival: Arrival): readonly WrittenEvent[];
  written(writes: readonly Write[]): readonly WrittenEvent[];
};

/** The largest answer that the server gives has 10,000 events; what waits longer than this is let go. */
const MAX_WAITING = 20_000;

export function createWriteMatching(): WriteMatching {
  const arrivals = createQueue<Arrival>();
  const writes = createQueue<Write>();
  let newest: Arrival | undefined;
  const pastEpochs = new Set<string>();

  return {
    received(arrival) {
      // A duplicate, or one out of order, was written before: its time is not this write's.
      if (newest && newest.epoch === arrival.epoch && newest.id >= arrival.id) return [];
      if (newest && newest.epoch !== arrival.epoch) pastEpochs.add(newest.epoch);
      newest = arrival;
      arrivals.push(arrival);
      return match();
    },
    written(told) {
      for (const write of told) writes.push(write);
      return match();
    },
  };

  function match(): readonly WrittenEvent[] {
    const matched: WrittenEvent[] = [];
    for (;;) {
      const [arrival, write] = [arrivals.head(), writes.head()];
      if (!arrival || !write) return matched;
      if (isBefore(write, arrival)) {
        writes.shift();
      } else if (arrival.epoch !== write.epoch || arrival.id < write.firstId) {
        // Its write was not kept.
        arrivals.shift();
      } else {
        arrivals.shift();
        matched.push({ at: arrival.at, writtenAt: write.writtenAt, receivedAt: arrival.receivedAt });
      }
    }
  }

  /** Whether everything in the write comes before the arrival. */
  function isBefore(write: Write, arrival: Arrival): boolean {
    if (write.epoch === arrival.epoch) return write.lastId < arrival.id;
    return pastEpochs.has(write.epoch);
  }
}

function createQueue<Item>() {
  let items: Item[] = [];
  let first = 0;
  return {
    head: () => items[first],
    push(item: Item) {
      items.push(item);
      if (items.length - first > MAX_WAITING) this.shift();
    },
    shift() {
      first += 1;
      if (first < 1_000 || first < items.length / 2) return;
      items = items.slice(first);
      first = 0;
    },
  };
}

import type { TraceExchange } from '../../lab/messages.ts';
import { firstIndex } from './sorted.ts';

/** The exchanges of one lane, sorted by when they began. */
export type ExchangeList = {
  readonly length: number;
  /** When the newest of those began that are no longer kept; -Infinity while there is none. */
  readonly droppedTo: number;
  put(exchange: TraceExchange): void;
  forget(time: number): void;
  /** Those that have something between the two times, oldest first. */
  between(from: number, to: number): TraceExchange[];
  /** Those that have no end yet: a few, for of many the end was never told. */
  goingOn(): TraceExchange[];
  /** The index of the first that began at `time` or after it. */
  firstBegun(time: number): number;
};

const EXCHANGES_KEPT = 20_000;

/** A lane has one exchange at a time, the automatic one a few: so far back one may have begun that is still going on. */
const LOOK_BACK = 64;

type Kept = { exchange: TraceExchange; readonly beganAt: number };

export function createExchangeList(capacity = EXCHANGES_KEPT): ExchangeList {
  let list: Kept[] = [];
  let droppedTo = Number.NEGATIVE_INFINITY;
  const bySeq = new Map<number, Kept>();
  const open = new Set<Kept>();

  const indexOf = (time: number) => firstIndex(list.length, (index) => (list[index]?.beganAt ?? 0) >= time);

  function drop(count: number, isNeeded = (kept: Kept) => open.has(kept)): void {
    const dropped = list.slice(0, count);
    list = list.slice(count);
    // What is going on is kept, however long ago it began.
    for (const kept of dropped) if (!isNeeded(kept)) bySeq.delete(kept.exchange.seq);
    list.unshift(...dropped.filter(isNeeded));
  }

  return {
    get length() {
      return list.length;
    },
    get droppedTo() {
      return droppedTo;
    },
    put(exchange) {
      const known = bySeq.get(exchange.seq);
      const kept: Kept = known ?? { exchange, beganAt: beginOf(exchange) };
      kept.exchange = exchange;
      if (!known) {
        bySeq.set(exchange.seq, kept);
        let index = list.length;
        while (index > 0 && (list[index - 1]?.beganAt ?? 0) > kept.beganAt) index -= 1;
        list.splice(index, 0, kept);
      }
      if (endOf(exchange) === undefined) open.add(kept);
      else open.delete(kept);
      if (open.size > LOOK_BACK) {
        const [oldest] = open;
        if (oldest) open.delete(oldest);
      }
      if (list.length > capacity) {
        // A tenth at once: one by one, each would move all others.
        const count = Math.max(1, Math.floor(capacity / 10));
        droppedTo = list[count - 1]?.beganAt ?? droppedTo;
        drop(count);
      }
    },
    forget(time) {
      const count = indexOf(time);
      const isNeeded = (kept: Kept) => open.has(kept) || (endOf(kept.exchange) ?? 0) >= time;
      if (!list.slice(0, count).every(isNeeded)) drop(count, isNeeded);
    },
    between(from, to) {
      const begin = indexOf(from);
      const found: TraceExchange[] = [];
      const early = Math.max(0, begin - LOOK_BACK);
      for (const kept of open) if (kept.beganAt < (list[early]?.beganAt ?? 0)) found.push(kept.exchange);
      for (let index = early; index < list.length; index += 1) {
        const kept = list[index];
        if (!kept || kept.beganAt > to) break;
        if (index >= begin || (endOf(kept.exchange) ?? Number.POSITIVE_INFINITY) >= from) found.push(kept.exchange);
      }
      return found;
    },
    goingOn: () => Array.from(open, ({ exchange }) => exchange),
    firstBegun: indexOf,
  };
}

/** The earliest moment that is known of it. */
export function beginOf({ sentAt, connectedAt, arrivedAt, answeredAt, receivedAt, endedAt }: TraceExchange): number {
  return sentAt ?? connectedAt ?? arrivedAt ?? answeredAt ?? receivedAt ?? endedAt ?? 0;
}

/** Its latest moment; undefined while it goes on. */
export function endOf(exchange: TraceExchange): number | undefined {
  const { receivedAt, endedAt } = exchange;
  return endedAt ?? (isStream(exchange) ? undefined : receivedAt);
}

/** Answered with an error: it carried nothing, and no stream was opened by it. */
export function isRefused({ status }: TraceExchange): boolean {
  return status !== undefined && status >= 400;
}

export function isStream({ transport }: TraceExchange): boolean {
  return transport === 'sse' || transport === 'websocket';
}

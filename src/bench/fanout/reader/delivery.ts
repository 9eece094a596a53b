import { createLatencyHistogram, type LatencyHistogram } from '../../../measure/histogram.ts';
import { createScanner } from './scanner.ts';

/** What all connections together received since the mark. */
export type Tally = {
  delivered: number;
  bytesDown: number;
  bytesUp: number;
  requests: number;
  lost: number;
  readonly latency: LatencyHistogram;
};

export function createTally(): Tally {
  return { delivered: 0, bytesDown: 0, bytesUp: 0, requests: 0, lost: 0, latency: createLatencyHistogram() };
}

/** One subscriber's account: ids rise by one from the event after `afterId`, for it subscribed before that. */
export type Delivery = {
  take(chunk: Buffer): void;
  lastId(): number;
  /** Skipped so far. */
  missing(): number;
  disordered(): number;
};

/** `now` is on the clock that stamps the events. */
export function createDelivery(tally: Tally, now: () => number, afterId: number): Delivery {
  let lastId = afterId;
  let missing = 0;
  let disordered = 0;
  let readAt = 0;
  const scan = createScanner((id, at) => {
    tally.delivered += 1;
    tally.latency.record(readAt - at);
    if (id > lastId) {
      missing += id - lastId - 1;
      lastId = id;
    } else disordered += 1;
  });
  return {
    take(chunk) {
      readAt = now();
      scan(chunk);
    },
    lastId: () => lastId,
    missing: () => missing,
    disordered: () => disordered,
  };
}

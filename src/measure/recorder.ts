import type { Gap } from '../protocol/answer.ts';
import type { CursorRequest } from '../protocol/cursor.ts';
import { createDeliveryCheck, type Delivery } from './delivery.ts';
import { type CurvePoint, createLatencyHistogram, type LatencyFigures } from './histogram.ts';

/** One second of a lane. */
export type SeriesPoint = {
  /** Start of the second, server's time, ms. */
  readonly at: number;
  readonly events: number;
  /** Of the events that arrived in this second, ms; null when none did. */
  readonly p50: number | null;
  readonly p95: number | null;
  readonly max: number | null;
};

export type Recording = {
  readonly delivery: Delivery;
  /** Over everything recorded; undefined until the first event. */
  readonly latency: LatencyFigures | undefined;
  readonly curve: readonly CurvePoint[];
  /** Finished seconds, oldest first. */
  readonly series: readonly SeriesPoint[];
};

export type Recorder = {
  /** The lane was started after this cursor: from here on deliveries are checked. */
  start(cursor: CursorRequest): void;
  /** `at` and `receivedAt` are both the server's time, ms. */
  event(cursor: CursorRequest, at: number, receivedAt: number): void;
  gap(gap: Gap): void;
  /** Closes the seconds that are over. */
  tick(now: number): void;
  read(): Recording;
};

const SECOND_MS = 1_000;

/** Two minutes: what the charts show. */
const MAX_POINTS = 120;

/** Measures one lane: latency over the whole run and by the second, and what was delivered. Time is a parameter. */
export function createRecorder(): Recorder {
  const whole = createLatencyHistogram();
  const second = createLatencyHistogram();
  let check = createDeliveryCheck({ id: 0 });
  let before = check.read();
  let series: readonly SeriesPoint[] = [];
  let curve: readonly CurvePoint[] = [];
  let secondAt: number | undefined;

  return {
    start(cursor) {
      before = add(before, check.read());
      check = createDeliveryCheck(cursor);
    },
    event(cursor, at, receivedAt) {
      check.event(cursor);
      roll(receivedAt);
      whole.record(receivedAt - at);
      second.record(receivedAt - at);
    },
    gap: (gap) => check.gap(gap),
    tick: roll,
    read: () => ({ delivery: add(before, check.read()), latency: whole.figures(), curve, series }),
  };

  function roll(now: number): void {
    const nowAt = Math.floor(now / SECOND_MS) * SECOND_MS;
    secondAt ??= nowAt;
    // After a sleep, or a step of the clock, the seconds in between are left out, not drawn as empty.
    if (nowAt - secondAt > MAX_POINTS * SECOND_MS) secondAt = nowAt - SECOND_MS;
    for (; secondAt < nowAt; secondAt += SECOND_MS) {
      series = [...series, pointOf(secondAt)].slice(-MAX_POINTS);
      second.reset();
      // Reading a whole distribution costs more than the rest of a snapshot: once a second is enough.
      curve = whole.curve();
    }
  }

  function pointOf(at: number): SeriesPoint {
    const { count, p50, p95, max } = second.figures() ?? { count: 0, p50: null, p95: null, max: null };
    return { at, events: count, p50, p95, max };
  }
}

function add(a: Delivery, b: Delivery): Delivery {
  return {
    received: a.received + b.received,
    missing: a.missing + b.missing,
    duplicated: a.duplicated + b.duplicated,
    outOfOrder: a.outOfOrder + b.outOfOrder,
    gaps: a.gaps + b.gaps,
  };
}

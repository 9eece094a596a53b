import type { Gap } from '../protocol/answer.ts';
import type { CursorRequest } from '../protocol/cursor.ts';
import type { Write } from '../protocol/journal.ts';
import { createDeliveryCheck, type Delivery } from './delivery.ts';
import { createFreshness } from './freshness.ts';
import {
  type Bucket,
  type CurvePoint,
  createLatencyHistogram,
  createRecentHistogram,
  type LatencyFigures,
} from './histogram.ts';
import { createPartsBySecond } from './parts-by-second.ts';
import { createWriteMatching, type WrittenEvent } from './write-matching.ts';

/** One second of a lane. Latencies are those of the events that arrived in it, ms; null when none did. */
export type SeriesPoint = {
  /** Start of the second, server's time, ms. */
  readonly at: number;
  readonly events: number;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly max: number | null;
  /** Medians of the two parts of latency, of the events written in this second; known a few seconds later. */
  readonly wait: number | null;
  readonly transit: number | null;
  /** Age of the newest event in hand, its mean and its peak over the second, ms; null before the first event. */
  readonly age: number | null;
  readonly peakAge: number | null;
};

export type Recording = {
  readonly delivery: Delivery;
  /** Over everything recorded; undefined until the first event. */
  readonly latency: LatencyFigures | undefined;
  /** Over the last 30 s; undefined when there was no event. */
  readonly recent: LatencyFigures | undefined;
  readonly curve: readonly CurvePoint[];
  readonly recentCurve: readonly CurvePoint[];
  /** Published → written to this client's socket; undefined while the server has not told. */
  readonly wait: LatencyFigures | undefined;
  /** Written → received. */
  readonly transit: LatencyFigures | undefined;
  /** How old the newest event in hand is now, ms. */
  readonly ageMs: number | undefined;
  /** Finished seconds of the last two minutes, oldest first. */
  readonly series: readonly SeriesPoint[];
};

/** All that a recorder has, to be kept in a file. */
export type FullRecording = {
  /** Finished seconds of the last hour, oldest first. */
  readonly series: readonly SeriesPoint[];
  readonly histograms: Readonly<Record<'latency' | 'wait' | 'transit', readonly Bucket[]>>;
};

export type Recorder = {
  /** The lane was started after this cursor: from here on deliveries are checked. */
  start(cursor: CursorRequest): void;
  /** The lane was stopped: until it is started again, nothing in hand grows old. */
  stop(): void;
  /** `at` and `receivedAt` are both the server's time, ms. */
  event(cursor: CursorRequest, at: number, receivedAt: number): void;
  gap(gap: Gap): void;
  /** What was delivered so far. */
  delivery(): Delivery;
  /** The server told when events were written to this client; in order, but before or after they arrived. */
  written(writes: readonly Write[], until: number): void;
  /** Closes the seconds that are over, and reads. */
  read(now: number): Recording;
  readAll(now: number): FullRecording;
};

const SECOND_MS = 1_000;

/** The clocks' match gets better by small steps, which are no setting of a clock. */
const CLOCK_JITTER_MS = 5_000;
const RECENT_MS = 30_000;

/** Seconds after which the parts of a second's latencies are as good as they get. */
const PARTS_KNOWN_AFTER = 20;

/** Two minutes are shown, an hour is kept. */
const SHOWN_POINTS = 120;
const MAX_POINTS = 3_600;

/** Measures one lane: latency, its parts and freshness, and what was delivered. Time is a parameter. */
export function createRecorder(): Recorder {
  const histograms = {
    latency: createLatencyHistogram(),
    wait: createLatencyHistogram(),
    transit: createLatencyHistogram(),
  };
  const second = createLatencyHistogram();
  const recent = createRecentHistogram(RECENT_MS);
  const freshness = createFreshness();
  const parts = createPartsBySecond();
  const matching = createWriteMatching(takeApart);
  let check = createDeliveryCheck({ id: 0 });
  let before = check.read();
  let points: readonly SeriesPoint[] = [];
  let curves: Pick<Recording, 'curve' | 'recentCurve'> = { curve: [], recentCurve: [] };
  let secondAt: number | undefined;
  let started = false;

  const delivery = () => add(before, check.read());

  return {
    delivery,
    start(cursor) {
      started = true;
      before = delivery();
      check = createDeliveryCheck(cursor);
    },
    stop: freshness.reset,
    event(cursor, at, receivedAt) {
      check.event(cursor);
      roll(receivedAt);
      freshness.event(at, receivedAt);
      matching.received({ epoch: cursor.epoch ?? '', id: cursor.id, at, receivedAt });
      histograms.latency.record(receivedAt - at);
      second.record(receivedAt - at);
      recent.record(receivedAt - at, receivedAt);
    },
    gap(gap) {
      check.gap(gap);
      // The events of a new epoch were published by a clock of their own.
      if (gap.reason === 'epoch-changed') freshness.reset();
    },
    written(writes, until) {
      matching.written(writes, until);
      const settled = points.slice(0, -PARTS_KNOWN_AFTER);
      const open = points.slice(-PARTS_KNOWN_AFTER).map((point) => ({ ...point, ...parts.medians(point.at) }));
      points = [...settled, ...open];
    },
    read(now) {
      roll(now);
      return {
        delivery: delivery(),
        latency: histograms.latency.figures(),
        wait: histograms.wait.figures(),
        transit: histograms.transit.figures(),
        recent: recent.figures(now),
        ageMs: freshness.age(now),
        series: points.slice(-SHOWN_POINTS),
        ...curves,
      };
    },
    readAll(now) {
      roll(now);
      const { latency, wait, transit } = histograms;
      const buckets = { latency: latency.buckets(), wait: wait.buckets(), transit: transit.buckets() };
      return { series: points, histograms: buckets };
    },
  };

  function takeApart({ at, writtenAt, receivedAt }: WrittenEvent): void {
    histograms.wait.record(writtenAt - at);
    histograms.transit.record(receivedAt - writtenAt);
    parts.add(Math.floor(writtenAt / SECOND_MS) * SECOND_MS, writtenAt - at, receivedAt - writtenAt);
  }

  function roll(now: number): void {
    // Before the start the clocks may not be matched yet.
    if (!started) return;
    const nowAt = Math.floor(now / SECOND_MS) * SECOND_MS;
    // A clock was set back: the seconds go on from there.
    if (secondAt === undefined || nowAt < secondAt - CLOCK_JITTER_MS) secondAt = nowAt;
    if (nowAt <= secondAt) return;
    // After a sleep, or a step of the clock, the seconds in between are left out, not drawn as empty.
    if (nowAt - secondAt > SHOWN_POINTS * SECOND_MS) secondAt = nowAt - SECOND_MS;
    for (; secondAt < nowAt; secondAt += SECOND_MS) {
      points = [...points, pointOf(secondAt)].slice(-MAX_POINTS);
      second.reset();
    }
    // Reading whole distributions costs more than the rest of a snapshot: once a second is enough.
    curves = { curve: histograms.latency.curve(), recentCurve: recent.curve(now) };
  }

  function pointOf(at: number): SeriesPoint {
    const { count, p50, p95, max } = second.figures() ?? { count: 0, p50: null, p95: null, max: null };
    const age = freshness.take(at + SECOND_MS);
    const { wait, transit } = parts.medians(at) ?? { wait: null, transit: null };
    return { at, events: count, p50, p95, max, wait, transit, age: age?.mean ?? null, peakAge: age?.peak ?? null };
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

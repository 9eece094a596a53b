// Past the package's entry, which brings a compressor and a WebAssembly build that are not used here.
import int32 from 'hdr-histogram-js/dist/Int32Histogram.js';

/** Latencies in ms; each percentile comes from one HDR histogram over the whole window. */
export type LatencyFigures = {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
  readonly mean: number;
};

/** A recorded latency in whole microseconds (within 0.1 %), and how often it was: a histogram, to keep and to load. */
export type Bucket = readonly [latencyUs: number, count: number];

/** `percentile` percent of the latencies are at most `latencyMs`. */
export type CurvePoint = { readonly latencyMs: number; readonly percentile: number };

export type LatencyHistogram = {
  /** A negative latency, which the clock's uncertainty can produce, is recorded as 0. */
  record(latencyMs: number): void;
  /** Undefined while nothing was recorded. */
  figures(): LatencyFigures | undefined;
  /** The cumulative distribution, denser towards 100 %. */
  curve(): CurvePoint[];
  /** What was recorded, lowest first. */
  buckets(): Bucket[];
  reset(): void;
};

const PER_MS = 1_000;
const HOUR_US = 3_600 * 1_000 * PER_MS;

/** A histogram of bounded size: microseconds up to an hour, each within 0.1 % (three digits). */
export function createLatencyHistogram(): LatencyHistogram {
  const histogram = new int32.default(1, HOUR_US, 3);
  let sum = 0;
  let max = 0;

  return {
    record(latencyMs) {
      const boundedUs = Math.min(Math.max(latencyMs * PER_MS, 0), HOUR_US);
      histogram.recordValue(Math.round(boundedUs));
      sum += boundedUs;
      max = Math.max(max, boundedUs);
    },
    figures: () => figuresOf(histogram, sum, max),
    curve: () => curveOf(histogram, max),
    buckets() {
      const buckets: Bucket[] = [];
      const iterator = histogram.recordedValuesIterator;
      for (iterator.reset(); iterator.hasNext(); ) {
        const { valueIteratedTo, countAtValueIteratedTo } = iterator.next();
        buckets.push([valueIteratedTo, countAtValueIteratedTo]);
      }
      return buckets;
    },
    reset() {
      histogram.reset();
      sum = 0;
      max = 0;
    },
  };
}

export type RecentHistogram = {
  record(latencyMs: number, now: number): void;
  /** Of the last `windowMs` before `now`; undefined when there was nothing. */
  figures(now: number): LatencyFigures | undefined;
  curve(now: number): CurvePoint[];
};

/** Past this many in the window the oldest are let go early: 30 s at 2,000 a second. */
const MAX_RECENT = 60_000;

/** A histogram of what was recorded in the last `windowMs`: what grows old is taken off again. */
export function createRecentHistogram(windowMs: number): RecentHistogram {
  const histogram = new int32.default(1, HOUR_US, 3);
  let recorded: { readonly us: number; readonly at: number }[] = [];
  let head = 0;
  let sum = 0;

  return {
    record(latencyMs, now) {
      const us = Math.round(Math.min(Math.max(latencyMs * PER_MS, 0), HOUR_US));
      histogram.recordValue(us);
      recorded.push({ us, at: now });
      sum += us;
      forget(now);
    },
    figures(now) {
      forget(now);
      return figuresOf(histogram, sum, newestMax());
    },
    curve(now) {
      forget(now);
      return curveOf(histogram, newestMax());
    },
  };

  function forget(now: number): void {
    for (let oldest = recorded[head]; oldest; oldest = recorded[head]) {
      if (oldest.at > now - windowMs && recorded.length - head <= MAX_RECENT) break;
      histogram.recordValueWithCount(oldest.us, -1);
      sum -= oldest.us;
      head += 1;
    }
    if (head < recorded.length / 2) return;
    recorded = recorded.slice(head);
    head = 0;
  }

  function newestMax(): number {
    let max = 0;
    for (let index = head; index < recorded.length; index += 1) max = Math.max(max, recorded[index]?.us ?? 0);
    return max;
  }
}

type Histogram = InstanceType<typeof int32.default>;

/** What was recorded, lowest first: a bucket's index, and how many latencies were at most that. */
function* cumulated(histogram: Histogram): Generator<{ readonly index: number; readonly upTo: number }> {
  let upTo = 0;
  for (let index = 0; upTo < histogram.totalCount && index < histogram.countsArrayLength; index += 1) {
    const count = histogram.getCountAtIndex(index);
    if (count === 0) continue;
    upTo += count;
    yield { index, upTo };
  }
}

/** A bucket's upper end can lie above what was ever recorded, so the exact maximum, in µs, bounds it. */
function upperMs(histogram: Histogram, index: number, max: number): number {
  return Math.min(histogram.highestEquivalentValue(histogram.valueFromIndex(index)), max) / PER_MS;
}

function figuresOf(histogram: Histogram, sum: number, max: number): LatencyFigures | undefined {
  const count = histogram.totalCount;
  if (count === 0) return undefined;
  const [p50 = 0, p95 = 0, p99 = 0, p999 = 0] = atPercentiles(histogram, [50, 95, 99, 99.9], max);
  return { count, p50, p95, p99, p999, max: max / PER_MS, mean: sum / count / PER_MS };
}

/** All in one pass: the library makes one for each, and the worker that waits for events is busy meanwhile. */
function atPercentiles(histogram: Histogram, rising: readonly number[], max: number): number[] {
  // What is not quite a whole number is no reason to ask for one latency more.
  const needed = rising.map((each) => Math.ceil((each / 100) * histogram.totalCount * (1 - Number.EPSILON)));
  const found: number[] = [];
  for (const { index, upTo } of cumulated(histogram)) {
    while (upTo >= (needed[found.length] ?? Number.POSITIVE_INFINITY)) found.push(upperMs(histogram, index, max));
    if (found.length === rising.length) break;
  }
  return found;
}

/** One pass too: half the way to 100 % in a fixed number of steps, then half of the rest, and so on. */
function curveOf(histogram: Histogram, max: number): CurvePoint[] {
  const count = histogram.totalCount;
  const curve: CurvePoint[] = [];
  let percentile = 0;
  for (const { index, upTo } of cumulated(histogram)) {
    if (curve.length === 0)
      curve.push({ percentile, latencyMs: Math.min(histogram.valueFromIndex(index), max) / PER_MS });
    const latencyMs = upperMs(histogram, index, max);
    while (percentile <= (100 * upTo) / count) {
      curve.push({ percentile, latencyMs });
      // Beyond the last but one nothing is told apart.
      if (upTo === count) break;
      percentile += stepAfter(percentile);
    }
    if (upTo === count) curve.push({ percentile: 100, latencyMs });
  }
  return curve;
}

const CURVE_STEPS = 10;

const stepAfter = (percentile: number) => 50 / CURVE_STEPS / 2 ** Math.floor(Math.log2(100 / (100 - percentile)));

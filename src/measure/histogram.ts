// Past the package's entry, which brings a compressor and a WebAssembly build that are not used here.
import int32 from 'hdr-histogram-js/dist/Int32Histogram.js';

/** Latencies in ms; each percentile comes from one HDR histogram over the whole window. */
export type LatencyFigures = {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  readonly mean: number;
};

/** `percentile` percent of the latencies are at most `latencyMs`. */
export type CurvePoint = { readonly latencyMs: number; readonly percentile: number };

export type LatencyHistogram = {
  /** A negative latency, which the clock's uncertainty can produce, is recorded as 0. */
  record(latencyMs: number): void;
  /** Undefined while nothing was recorded. */
  figures(): LatencyFigures | undefined;
  /** The cumulative distribution, denser towards 100 %. */
  curve(): CurvePoint[];
  reset(): void;
};

const PER_MS = 1_000;
const HOUR_US = 3_600 * 1_000 * PER_MS;

/** A histogram of bounded size: microseconds up to an hour, each within 0.1 % (three digits). */
export function createLatencyHistogram(): LatencyHistogram {
  const histogram = new int32.default(1, HOUR_US, 3);
  let sum = 0;
  let max = 0;
  const atPercentile = (percentile: number) => Math.min(histogram.getValueAtPercentile(percentile) / PER_MS, max);

  return {
    record(latencyMs) {
      const bounded = Math.min(Math.max(latencyMs, 0), HOUR_US / PER_MS);
      histogram.recordValue(Math.round(bounded * PER_MS));
      sum += bounded;
      max = Math.max(max, bounded);
    },
    figures() {
      const count = histogram.totalCount;
      if (count === 0) return undefined;
      return { count, p50: atPercentile(50), p95: atPercentile(95), p99: atPercentile(99), max, mean: sum / count };
    },
    curve() {
      if (histogram.totalCount === 0) return [];
      return CURVE_PERCENTILES.map((percentile) => ({ percentile, latencyMs: atPercentile(percentile) }));
    },
    reset() {
      histogram.reset();
      sum = 0;
      max = 0;
    },
  };
}

const CURVE_PERCENTILES = [
  0,
  1,
  2,
  5,
  ...Array.from({ length: 17 }, (_, step) => 10 + 5 * step),
  95,
  97,
  98,
  99,
  99.5,
  99.9,
  100,
];

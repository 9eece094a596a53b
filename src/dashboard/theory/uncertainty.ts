import type { CurvePoint } from '../../lab/messages.ts';
import type { Arrivals } from '../../protocol/experiment.ts';

/** How many standard errors a mean may be off before that is no accident: about once in 400 comparisons. */
const STANDARD_ERRORS = 3;

/**
 * The standard deviation of what a cumulative curve tells, ms. Its inverse gives the latency at each percentile, so the
 * integrals of it and of its square over all percentiles are the mean and the mean square; between two points it is
 * taken to be straight.
 */
export function standardDeviation(curve: readonly CurvePoint[]): number {
  let [mean, meanSquare] = [0, 0];
  let [from, a] = [0, curve[0]?.latencyMs ?? 0];
  for (const { percentile, latencyMs: b } of curve) {
    const share = (percentile - from) / 100;
    mean += (share * (a + b)) / 2;
    meanSquare += (share * (a * a + a * b + b * b)) / 3;
    [from, a] = [percentile, b];
  }
  const rest = (100 - from) / 100;
  mean += rest * a;
  meanSquare += rest * a * a;
  return Math.sqrt(Math.max(0, meanSquare - mean ** 2));
}

/**
 * How much the number of events in a window varies, as a multiple of its square root: steady arrivals do not vary, those
 * of a Poisson process do as its square root, and bursts of 10 after exponential silences (9.1 of 10 gaps) 0.91 · √10
 * times as much.
 */
export const SCATTER: Record<Arrivals, number> = { steady: 0, poisson: 1, bursty: 0.91 * Math.sqrt(10) };

/** Events of a burst come together and wait together: all of them tell no more of the mean than one. */
const TOLD_TOGETHER: Record<Arrivals, number> = { steady: 1, poisson: 1, bursty: 10 };

/** By how much the mean latency of so many events can differ from what it would be of infinitely many, ms. */
export function meanError(curve: readonly CurvePoint[], count: number, arrivals: Arrivals): number {
  return (STANDARD_ERRORS * standardDeviation(curve)) / Math.sqrt(count / TOLD_TOGETHER[arrivals]);
}

/**
 * By how much a count over a window can differ from its mean: one at each end, for a window cuts whatever is under way,
 * and what arrivals at random add. `atOnce` is how many are counted together.
 */
export function countingError(count: number, { atOnce = 1, relativeScatter = 0 }): number {
  return 2 * Math.max(1, atOnce) + STANDARD_ERRORS * relativeScatter * count;
}

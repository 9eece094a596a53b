import type { Arrivals } from '../protocol/experiment.ts';

/** The gap before the next event, in mean gaps: 1 is `1 / ratePerSecond` seconds. */
export type NextGap = () => number;

/**
 * How events are spread over time. Whatever the pattern, its gaps have a mean of exactly 1, so the
 * rate asked for is the rate delivered. The same `random` gives the same gaps.
 *
 * - `steady`: every gap is 1.
 * - `poisson`: gaps are exponential with mean 1, `−ln(1 − u)`, u uniform in [0, 1): what many
 *   independent sources together look like.
 * - `bursty`: bursts of 10 events, 0.1 apart, and exponential silences between them. A cycle is one
 *   silence and 9 short gaps; it has 10 events, so it must last 10, and the silence's mean is
 *   10 − 9 × 0.1 = 9.1. It opens with a burst, so that whoever picks the pattern sees one at once.
 */
export function createArrivals(arrivals: Arrivals, random: () => number): NextGap {
  return PATTERNS[arrivals](random);
}

const BURST_EVENTS = 10;
const BURST_GAP = 0.1;
const MEAN_SILENCE = BURST_EVENTS - (BURST_EVENTS - 1) * BURST_GAP;

const PATTERNS: Record<Arrivals, (random: () => number) => NextGap> = { steady, poisson, bursty };

function steady(): NextGap {
  return () => 1;
}

function poisson(random: () => number): NextGap {
  return () => exponential(random);
}

function bursty(random: () => number): NextGap {
  let leftInBurst = BURST_EVENTS;
  return () => {
    if (leftInBurst === 0) {
      leftInBurst = BURST_EVENTS - 1;
      return MEAN_SILENCE * exponential(random);
    }
    leftInBurst -= 1;
    return BURST_GAP;
  };
}

/** Mean 1, by inversion. `1 − u` lies in (0, 1], so the logarithm is finite. */
function exponential(random: () => number): number {
  return -Math.log(1 - random());
}

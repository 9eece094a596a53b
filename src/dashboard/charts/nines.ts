/**
 * Percentiles on an axis where each step of the same length is ten times rarer: 0, 90, 99 and 99.9 % are at 0, 1, 2 and
 * 3. HDR histograms are usually drawn so, for the tail is what matters (https://hdrhistogram.github.io/HdrHistogram/).
 */
export function ninesOf(percentile: number): number {
  // Without what binary fractions add: 99.9 % is 3 nines and no more.
  return Number(Math.log10(100 / (100 - percentile)).toPrecision(9));
}

/** Where the axis is labelled. 100 % is infinitely far away: a histogram's highest value is no percentile of it. */
export const LABELLED_PERCENTILES = [0, 50, 90, 99, 99.9] as const;

export const HIGHEST_PERCENTILE = 99.9;

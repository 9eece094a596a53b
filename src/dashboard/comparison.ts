import { forEachLane, LANES, type LaneName } from '../protocol/lanes.ts';

export type ComparisonRule = {
  readonly better: 'lower' | 'higher';
  /** Ratios suit what grows without bound, differences suit small counts. */
  readonly by: 'ratio' | 'difference';
  /** Values closer than this cannot be told apart, and none below it can be told from it. */
  readonly resolution: number;
};

export type Comparison =
  | { readonly kind: 'best' }
  /** Not the best, but so close that a number would claim more than we know. */
  | { readonly kind: 'near' }
  /** `atLeast`: the best is below what can be resolved, so the true factor is larger. */
  | { readonly kind: 'times'; readonly factor: number; readonly atLeast: boolean }
  /** Signed: this value minus the best one. */
  | { readonly kind: 'apart'; readonly difference: number };

export type Values = Readonly<Record<LaneName, number | undefined>>;

const NEAR_FACTOR = 1.05;

/**
 * How each lane's value stands to the best of them. Undefined for a lane without a value, and for all of
 * them when there is nothing to tell: fewer than two values, or all the same.
 */
export function compareWithBest(
  values: Values,
  rule: ComparisonRule,
): Readonly<Record<LaneName, Comparison | undefined>> {
  const known = LANES.map((lane) => values[lane]).filter((value) => value !== undefined);
  const lowest = Math.min(...known);
  const highest = Math.max(...known);
  if (known.length < 2 || Math.max(highest, rule.resolution) === Math.max(lowest, rule.resolution)) {
    return forEachLane(() => undefined);
  }
  const best = rule.better === 'lower' ? lowest : highest;
  return forEachLane((lane) => {
    const value = values[lane];
    return value === undefined ? undefined : compare(value, best, rule);
  });
}

function compare(value: number, best: number, { by, resolution }: ComparisonRule): Comparison {
  const [valueSeen, bestSeen] = [Math.max(value, resolution), Math.max(best, resolution)];
  if (valueSeen === bestSeen) return { kind: 'best' };
  if (Math.abs(valueSeen - bestSeen) <= resolution) return { kind: 'near' };
  if (by === 'difference' || bestSeen === 0 || valueSeen === 0) return { kind: 'apart', difference: value - best };
  const factor = valueSeen / bestSeen;
  if (factor < NEAR_FACTOR && factor > 1 / NEAR_FACTOR) return { kind: 'near' };
  return { kind: 'times', factor, atLeast: best < resolution };
}

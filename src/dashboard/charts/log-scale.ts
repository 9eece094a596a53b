/** Below this there is nothing to see on a logarithmic axis of latencies, whatever the clock claims. */
export const LOWEST_LATENCY_MS = 0.01;

/** A logarithmic axis: its ends, and where it is labelled. */
export type LogScale = { readonly domain: readonly [number, number]; readonly ticks: readonly number[] };

/**
 * The scale in whole decades around the values, so that it changes rarely while they move. Up to two
 * decades are labelled at 1, 2 and 5, more of them at the decades alone.
 */
export function logScale(values: Iterable<number>, fallback: readonly [number, number]): LogScale {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value <= 0) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) [low, high] = fallback;
  const first = Math.floor(Math.log10(low));
  const last = Math.max(first + 1, Math.ceil(Math.log10(high)));
  const steps = last - first <= 2 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let decade = first; decade < last; decade += 1) ticks.push(...steps.map((step) => step * power(decade)));
  return { domain: [power(first), power(last)], ticks: [...ticks, power(last)] };
}

/** 10 ** -3 is 0.001 exactly as written, which `Math.pow` does not promise. */
function power(decade: number): number {
  return Number(`1e${decade}`);
}

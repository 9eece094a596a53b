/** A linear axis from zero: its upper end, and where it is labelled. */
export type LinearScale = { readonly domain: readonly [0, number]; readonly ticks: readonly number[] };

/** Upper ends within a decade, each with the step that divides it into round numbers. */
const TOPS = [
  { top: 1, step: 0.2 },
  { top: 1.5, step: 0.5 },
  { top: 2, step: 0.5 },
  { top: 3, step: 1 },
  { top: 4, step: 1 },
  { top: 5, step: 1 },
  { top: 6, step: 2 },
  { top: 8, step: 2 },
  { top: 10, step: 2 },
] as const;

/** The scale up to the next round number, so that it changes rarely while the values grow. */
export function linearScale(values: Iterable<number>): LinearScale {
  let highest = 0;
  for (const value of values) highest = Math.max(highest, value);
  if (highest === 0) highest = 1;
  const decade = Number(`1e${Math.floor(Math.log10(highest))}`);
  const { top, step } = TOPS.find((candidate) => candidate.top * decade >= highest) ?? { top: 10, step: 2 };
  const ticks = Array.from({ length: Math.round(top / step) + 1 }, (_, place) => inDecade(place * step, decade));
  return { domain: [0, inDecade(top, decade)], ticks };
}

/** Without what binary fractions add: 3 × 0.2 is 0.6 and no more. */
function inDecade(value: number, decade: number): number {
  return Number((value * decade).toPrecision(3));
}

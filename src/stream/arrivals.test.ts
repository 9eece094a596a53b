import { describe, expect, test } from 'vitest';
import { ARRIVALS, type Arrivals } from '../protocol/experiment.ts';
import { createArrivals } from './arrivals.ts';
import { createRandom } from './random.ts';

/** Drawn from this, every exponential gap has its mean. */
const MEAN = 1 - 1 / Math.E;

const GAPS = 200_000;

function gapsOf(arrivals: Arrivals, seed: number, count = GAPS): number[] {
  return Array.from({ length: count }, createArrivals(arrivals, createRandom(seed)));
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe.each(ARRIVALS)('%s arrivals', (arrivals) => {
  test('have gaps with a mean of 1', () => {
    // Five standard errors of the widest pattern, bursty: 9.1 / √(gaps × 10).
    expect(Math.abs(mean(gapsOf(arrivals, 3)) - 1)).toBeLessThan((5 * 9.1) / Math.sqrt(GAPS * 10));
  });

  test('are the same for the same seed', () => {
    expect(gapsOf(arrivals, 8, 500)).toEqual(gapsOf(arrivals, 8, 500));
  });

  test('never have a negative or endless gap, even from the ends of the random range', () => {
    for (const extreme of [0, 1 - 2 ** -32]) {
      const nextGap = createArrivals(arrivals, () => extreme);
      for (const gap of Array.from({ length: 40 }, nextGap)) {
        expect(gap).toBeGreaterThanOrEqual(0);
        expect(gap).toBeLessThan(1_000);
      }
    }
  });
});

test('steady gaps are all 1', () => {
  expect(new Set(gapsOf('steady', 1, 1_000))).toEqual(new Set([1]));
});

test('poisson gaps are exponential: the share longer than x is e^-x', () => {
  const gaps = gapsOf('poisson', 5);
  for (const x of [0.1, 0.5, 1, 2, 4]) {
    const share = gaps.filter((gap) => gap > x).length / gaps.length;
    expect(Math.abs(share - Math.exp(-x))).toBeLessThan(0.006);
  }
});

test('bursty arrivals come in bursts of 10, a tenth apart, with exponential silences of mean 9.1 between', () => {
  const gaps = gapsOf('bursty', 5);
  expect(gaps.slice(0, 10)).toEqual(new Array(10).fill(0.1));

  const meanCycles = Array.from(
    { length: 30 },
    createArrivals('bursty', () => MEAN),
  ).slice(10);
  expect(mean(meanCycles)).toBeCloseTo(1, 12);

  const cycles = Array.from({ length: GAPS / 10 - 1 }, (_, cycle) => gaps.slice(10 + cycle * 10, 20 + cycle * 10));
  const silences = cycles.map(([silence = Number.NaN]) => silence);
  for (const [, ...inBurst] of cycles) expect(inBurst).toEqual(new Array(9).fill(0.1));
  expect(Math.abs(mean(silences) - 9.1)).toBeLessThan((5 * 9.1) / Math.sqrt(silences.length));
  const longerThanMean = silences.filter((silence) => silence > 9.1).length / silences.length;
  expect(Math.abs(longerThanMean - Math.exp(-1))).toBeLessThan(0.02);
});

test.each(['poisson', 'bursty'] as const)('%s gaps differ between seeds', (arrivals) => {
  expect(gapsOf(arrivals, 1, 50)).not.toEqual(gapsOf(arrivals, 2, 50));
});

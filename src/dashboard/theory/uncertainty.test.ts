import { describe, expect, it } from 'vitest';
import { countingError, meanError, standardDeviation } from './uncertainty.ts';

describe('standardDeviation', () => {
  it('is a twelfth of the square of the width for what is spread evenly', () => {
    const even = [
      { percentile: 0, latencyMs: 10 },
      { percentile: 40, latencyMs: 58 },
      { percentile: 100, latencyMs: 130 },
    ];
    expect(standardDeviation(even)).toBeCloseTo(120 / Math.sqrt(12), 6);
  });

  it('goes on at the last value where a curve ends early', () => {
    const early = [
      { percentile: 0, latencyMs: 0 },
      { percentile: 50, latencyMs: 0 },
      { percentile: 50, latencyMs: 10 },
    ];
    expect(standardDeviation(early)).toBeCloseTo(5, 6);
  });

  it('is zero for equal values, and for none', () => {
    expect(standardDeviation([{ percentile: 0, latencyMs: 7 }])).toBe(0);
    expect(standardDeviation([])).toBe(0);
  });
});

describe('countingError', () => {
  it('is what is counted together at both ends, and three standard errors of what is random', () => {
    expect(countingError(100, {})).toBe(2);
    expect(countingError(100, { atOnce: 10 })).toBe(20);
    expect(countingError(100, { relativeScatter: 0.1 })).toBe(32);
  });
});

describe('meanError', () => {
  const even = [
    { percentile: 0, latencyMs: 0 },
    { percentile: 100, latencyMs: 120 },
  ];

  it('is three standard errors', () => {
    expect(meanError(even, 100, 'poisson')).toBeCloseTo((3 * 120) / Math.sqrt(12) / 10, 6);
  });

  it('counts a burst of ten once', () => {
    expect(meanError(even, 1_000, 'bursty')).toBeCloseTo(meanError(even, 100, 'steady'), 6);
  });
});

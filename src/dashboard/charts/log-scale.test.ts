import { describe, expect, it } from 'vitest';
import { logScale } from './log-scale.ts';

describe('logScale', () => {
  it('spans whole decades and labels each', () => {
    expect(logScale([0.7, 3, 1400], [1, 10])).toEqual({
      domain: [0.1, 10_000],
      ticks: [0.1, 1, 10, 100, 1000, 10_000],
    });
  });

  it('labels 1, 2 and 5 when there are few decades', () => {
    expect(logScale([2, 8], [1, 10])).toEqual({ domain: [1, 10], ticks: [1, 2, 5, 10] });
  });

  it('has a decade of room around a single power of ten', () => {
    expect(logScale([10], [1, 10]).domain).toEqual([10, 100]);
  });

  it('leaves out what a log axis cannot hold, and falls back when nothing remains', () => {
    expect(logScale([-1, 0], [1, 100]).domain).toEqual([1, 100]);
  });
});

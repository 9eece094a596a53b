import { describe, expect, it } from 'vitest';
import { linearScale } from './linear-scale.ts';

describe('linearScale', () => {
  it('ends at the next round number and divides it into round steps', () => {
    expect(linearScale([12, 385_000, 0])).toEqual({ domain: [0, 400_000], ticks: [0, 1e5, 2e5, 3e5, 4e5] });
    expect(linearScale([0.57])).toEqual({ domain: [0, 0.6], ticks: [0, 0.2, 0.4, 0.6] });
  });

  it('ends at a round number that is reached, and starts the next step just above it', () => {
    expect(linearScale([100]).domain).toEqual([0, 100]);
    expect(linearScale([101]).domain).toEqual([0, 150]);
  });

  it('has room for something when there is nothing', () => {
    expect(linearScale([0, 0])).toEqual({ domain: [0, 1], ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] });
  });
});

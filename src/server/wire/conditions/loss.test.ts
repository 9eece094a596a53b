import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../stream/random.ts';
import { stallOf } from './loss.ts';

const path = { rttMs: 100, jitterMs: 0, lossPercent: 10 };
/** Chances one after the other, then none. */
const chances = (...values: number[]) => {
  const rest = [...values];
  return () => rest.shift() ?? 1;
};

describe('a lost segment', () => {
  test('stalls for a retransmission timeout when too little follows, twice as long when it is lost again', () => {
    expect(stallOf(path, 0, chances(0.2))).toEqual({ lost: 0, stallMs: 0 });
    expect(stallOf(path, 0, chances(0.05))).toEqual({ lost: 1, stallMs: 200 });
    expect(stallOf(path, 2, chances(0.05, 0.05))).toEqual({ lost: 2, stallMs: 600 });
    expect(stallOf({ ...path, rttMs: 400, jitterMs: 50 }, 0, chances(0.05))).toEqual({ lost: 1, stallMs: 450 });
  });

  test('stalls for a round trip when enough follows to tell of it', () => {
    expect(stallOf(path, 3, chances(0.05))).toEqual({ lost: 1, stallMs: 100 });
    expect(stallOf(path, 3, chances(0.05, 0.9, 0.05))).toEqual({ lost: 2, stallMs: 300 });
  });

  test('is one of as many as was asked for', () => {
    const random = createRandom(3);
    const total = 20_000;
    const lost = Array.from({ length: total }, () => stallOf(path, 0, random)).filter((stall) => stall.lost > 0).length;
    // Three standard deviations.
    expect(Math.abs(lost / total - 0.1)).toBeLessThan(3 * Math.sqrt((0.1 * 0.9) / total));
  });

  test('comes through in the end', () => {
    expect(stallOf({ ...path, lossPercent: 100 }, 0, () => 0).lost).toBe(9);
  });
});

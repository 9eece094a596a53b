import { describe, expect, test } from 'vitest';
import { createRandom } from './random.ts';

const take = (count: number, random: () => number) => Array.from({ length: count }, random);

describe('random', () => {
  // Printed by PractRand's own sfc32 in C, seeded with branch * 2^32 + seed.
  test.each([
    { seed: 0, branch: 0, words: [0x514676c3, 0x08a809df, 0x30349d2b, 0xfb52c520] },
    { seed: 1, branch: 0, words: [0x77eef724, 0x6f99472c, 0x65c86823, 0x6a161a47] },
    { seed: 0xffff_ffff, branch: 7, words: [0x4ffa1e8a, 0x4410a23f, 0x71e5eab1, 0xdddb422d] },
  ])('gives the reference numbers of seed $seed, branch $branch', ({ seed, branch, words }) => {
    expect(take(4, createRandom(seed, branch)).map((number) => number * 2 ** 32)).toEqual(words);
  });

  test('fills [0, 1) evenly', () => {
    const tenths = new Array<number>(10).fill(0);
    for (const number of take(100_000, createRandom(42))) {
      const tenth = Math.floor(number * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    // 10,000 expected in each with a standard deviation of 95.
    for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(500);
    expect(tenths).toHaveLength(10);
  });
});

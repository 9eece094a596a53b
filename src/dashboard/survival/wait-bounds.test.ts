import { describe, expect, it } from 'vitest';
import type { Jitter } from '../../protocol/session-policy.ts';
import { waitBounds } from './wait-bounds.ts';

const bounds = (jitter: Jitter, part = {}) =>
  waitBounds({ baseDelayMs: 500, factor: 2, maxDelayMs: 3_000, jitter, ...part }, 4).map(({ low, high }) => [
    low,
    high,
  ]);

describe('waitBounds', () => {
  it.each<[Jitter, number[][]]>([
    [
      'none',
      [
        [500, 500],
        [1_000, 1_000],
        [2_000, 2_000],
        [3_000, 3_000],
      ],
    ],
    [
      'full',
      [
        [0, 500],
        [0, 1_000],
        [0, 2_000],
        [0, 3_000],
      ],
    ],
    [
      'equal',
      [
        [250, 500],
        [500, 1_000],
        [1_000, 2_000],
        [1_500, 3_000],
      ],
    ],
    [
      'decorrelated',
      [
        [500, 1_500],
        [500, 3_000],
        [500, 3_000],
        [500, 3_000],
      ],
    ],
  ])('with jitter "%s" grows to the cap', (jitter, expected) => expect(bounds(jitter)).toEqual(expected));

  it('is the cap where the base is above it', () => {
    expect(bounds('none', { baseDelayMs: 9_000 })[0]).toEqual([3_000, 3_000]);
    expect(bounds('decorrelated', { baseDelayMs: 9_000 })[0]).toEqual([3_000, 3_000]);
  });
});

import { describe, expect, it } from 'vitest';
import type { Mark } from '../../lab/messages.ts';
import { whenWords } from './doubt-words.ts';
import { doubtsOf } from './doubts.ts';

const AT = new Date(2026, 0, 31, 14, 3, 5).getTime();

const hidden = (fromS: number, toS?: number): Mark => ({
  spoiler: 'hidden',
  from: AT + fromS * 1_000,
  to: toS === undefined ? undefined : AT + toS * 1_000,
});

const words = (...marks: Mark[]) => doubtsOf(marks).map(whenWords);

describe('whenWords', () => {
  it.each([
    ['one that is over', [hidden(0, 12)], '12\u00a0s, 14:03:05\u2060–\u206014:03:17'],
    ['one of less than a second', [hidden(0, 0.3)], 'under 1\u00a0s, at 14:03:05'],
    ['one that lasts', [hidden(0)], 'since 14:03:05'],
    [
      'several',
      [hidden(0, 60), hidden(90, 95)],
      '2 times, 1\u00a0min 5\u00a0s in all; the latest 14:04:35\u2060–\u206014:04:40',
    ],
    ['one that lasts after another', [hidden(0, 12), hidden(90)], 'since 14:04:35; 1 time before, 12\u00a0s in all'],
  ])('tells of %s', (_what, marks, told) => expect(words(...marks)).toEqual([told]));
});

describe('doubtsOf', () => {
  it('gathers what is of one kind, and begins with what lasts', () => {
    const late: Mark = { spoiler: 'worker-late', from: AT, to: undefined };
    const doubts = doubtsOf([hidden(0, 1), late, hidden(5, 6)]);
    expect(doubts.map(({ spoiler, marks, lasts }) => [spoiler, marks.length, lasts])).toEqual([
      ['worker-late', 1, true],
      ['hidden', 2, false],
    ]);
  });
});

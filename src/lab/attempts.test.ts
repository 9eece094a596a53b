import { describe, expect, test } from 'vitest';
import { createAttempts } from './attempts.ts';

describe('attempts', () => {
  test('have no outcome until it is known, and keep the first one', () => {
    const attempts = createAttempts();
    attempts.ended('failed');
    attempts.began(1);
    expect(attempts.read(1)).toEqual([{ at: 1, outcome: undefined }]);
    attempts.ended('up');
    attempts.ended('failed');
    attempts.began(2);
    attempts.ended('failed');
    expect(attempts.read(2)).toEqual([
      { at: 1, outcome: 'up' },
      { at: 2, outcome: 'failed' },
    ]);
  });

  test('are forgotten after two minutes, and the oldest of too many', () => {
    const attempts = createAttempts();
    for (let at = 1; at <= 500; at += 1) attempts.began(at);
    expect(attempts.read(500).map(({ at }) => at)).toEqual(Array.from({ length: 200 }, (_, index) => index + 301));
    expect(attempts.read(120_400)[0]?.at).toBe(400);
    expect(attempts.read(999_999)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { withChange, withoutChange } from './publisher-change.ts';
import { experimentWith } from './test-fixtures.ts';

const BEFORE = experimentWith();

describe('withoutChange', () => {
  it('restores what was changed', () => {
    const change = { ratePerSecond: 50, arrivals: 'bursty' } as const;
    expect(withoutChange(withChange(BEFORE, change), change, BEFORE)).toEqual(BEFORE);
  });

  it('leaves what a later change set', () => {
    const later = withChange(withChange(BEFORE, { ratePerSecond: 50 }), { ratePerSecond: 70, seed: 9 });
    expect(withoutChange(later, { ratePerSecond: 50 }, BEFORE)).toEqual(later);
  });
});

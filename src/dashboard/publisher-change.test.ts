import { describe, expect, it } from 'vitest';
import { DEFAULT_PUBLISHER, type Experiment } from '../protocol/experiment.ts';
import { withChange, withoutChange } from './publisher-change.ts';

const BEFORE: Experiment = {
  publisher: DEFAULT_PUBLISHER,
  network: {},
  stream: { channel: 'main', cursor: 'e-0' },
  server: { version: '0', startedAt: 0 },
};

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

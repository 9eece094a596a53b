import { describe, expect, it } from 'vitest';
import { NO_CONDITIONS } from '../protocol/network.ts';
import { changedSettings, withChange, withoutChange } from './experiment-change.ts';
import { experimentWith } from './test-fixtures.ts';

const BEFORE = experimentWith();

describe('withChange', () => {
  it('changes what is named, however deep, and nothing beside it', () => {
    const changed = withChange(BEFORE, { network: { rttMs: 80, proxy: { upgrade: 'refuse' } } });
    expect(changed.network).toEqual({
      ...NO_CONDITIONS,
      rttMs: 80,
      proxy: { ...NO_CONDITIONS.proxy, upgrade: 'refuse' },
    });
    expect(changed.publisher).toEqual(BEFORE.publisher);
  });
});

describe('withoutChange', () => {
  it('restores what was changed', () => {
    const change = {
      publisher: { ratePerSecond: 50, arrivals: 'bursty' },
      network: { proxy: { errorPercent: 9 } },
    } as const;
    expect(withoutChange(withChange(BEFORE, change), change, BEFORE)).toEqual(BEFORE);
  });

  it('leaves what a later change set', () => {
    const first = { publisher: { ratePerSecond: 50 }, network: { rttMs: 80 } };
    const later = withChange(withChange(BEFORE, first), { publisher: { ratePerSecond: 70, seed: 9 } });
    expect(withoutChange(later, first, BEFORE)).toEqual({ ...later, network: NO_CONDITIONS });
  });
});

it('names the settings of a change by their paths', () => {
  expect(changedSettings({ publisher: { seed: 3 }, network: { tls: true, proxy: { upgrade: 'hang' } } })).toEqual([
    ['publisher.seed', 3],
    ['network.tls', true],
    ['network.proxy.upgrade', 'hang'],
  ]);
});

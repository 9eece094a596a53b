import { beforeEach, describe, expect, test } from 'vitest';
import { changedParams } from './address-change.ts';
import { type AddressChange, createSteps, type Steps } from './steps.ts';

const NONE = { madeAt: () => undefined };
const ALL = { madeAt: () => 400 };
const NOW = 500;

describe('what was changed', () => {
  test('is nothing when the address says the same', () => {
    expect(changedParams('?lanes=sse&rate=5', { lanes: 'sse', rate: '5' }, ALL, NOW)).toBeUndefined();
  });

  test('of the server is our own when we set it just now', () => {
    const wanted = { lanes: 'sse', rate: '50' };
    expect(changedParams('?lanes=sse&rate=5', wanted, NONE, NOW)?.own).toEqual([]);
    expect(
      changedParams(
        '?lanes=sse&rate=5',
        wanted,
        { madeAt: (path) => (path === 'publisher.ratePerSecond' ? 400 : undefined) },
        NOW,
      ),
    ).toEqual({ own: ['rate'], detail: '', at: 400 });
  });

  test('of the lanes and the view is always our own', () => {
    const wanted = { lanes: 'websocket', rate: '5', hold: '3', open: 'faults' };
    const change = changedParams('?lanes=sse,websocket&rate=5', wanted, NONE, NOW);
    expect(change).toEqual({ own: ['lanes', 'hold', 'open'], detail: 'sse', at: NOW });
  });

  test('is of nobody when the experiment is written down for the first time', () => {
    expect(changedParams('?open=faults', { lanes: 'sse', rate: '5', open: 'faults' }, ALL, NOW)?.own).toEqual([]);
  });

  test('includes what goes back to the default, and so out of the address', () => {
    expect(changedParams('?lanes=sse&rate=5&hold=3', { lanes: 'sse', rate: '5' }, NONE, NOW)?.own).toEqual(['hold']);
  });

  test('is not our own when it is a name that nobody knows', () => {
    expect(changedParams('?lanes=sse&rate=5&x=3', { lanes: 'sse', rate: '5' }, ALL, NOW)?.own).toEqual([]);
  });
});

describe('a change of the address', () => {
  let steps: Steps;
  const next = (own: string[], at: number, more: Partial<AddressChange> = {}) =>
    steps.next({ own, detail: '', view: 'own', at, ...more });

  beforeEach(() => {
    steps = createSteps();
  });

  test('is a step of its own when somebody at the page made it', () => {
    expect([next(['rate'], 0), next(['seed'], 10), next(['rate'], 20)]).toEqual(['push', 'push', 'push']);
  });

  test('is none when it came from elsewhere, and does not end a movement', () => {
    expect([next(['rtt'], 0), next([], 10), next(['rtt'], 20)]).toEqual(['push', 'replace', 'replace']);
  });

  test('goes on with the one before when it is of the same setting and comes soon', () => {
    expect([next(['rtt'], 0), next(['rtt'], 900), next(['rtt'], 1_800), next(['rtt'], 2_900)]).toEqual([
      ...['push', 'replace', 'replace', 'push'],
    ]);
  });

  test('is a step of its own for each lane, however soon', () => {
    expect([next(['lanes'], 0, { detail: 'sse' }), next(['lanes'], 10, { detail: 'websocket' })]).toEqual([
      ...['push', 'push'],
    ]);
  });

  test('of the view is what it was said to be', () => {
    expect([next(['open'], 0), next(['open'], 10)]).toEqual(['push', 'push']);
    const same = { view: 'same' } as const;
    expect([next(['span'], 20, same), next(['span'], 30, same)]).toEqual(['push', 'replace']);
  });

  test('is a step of its own after somebody went back', () => {
    next(['rtt'], 0);
    steps.forget();
    expect(next(['rtt'], 10)).toBe('push');
  });
});

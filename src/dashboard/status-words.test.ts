import { describe, expect, it } from 'vitest';
import type { LaneSnapshot, TransportState } from '../lab/messages.ts';
import type { LaneName } from '../protocol/lanes.ts';
import { negotiatedWords, statusWords } from './status-words.ts';
import { laneWith } from './test-fixtures.ts';

const running = (lane: LaneName, state: TransportState, part: Partial<LaneSnapshot> = {}) =>
  statusWords(lane, laneWith({ status: { kind: 'running', state }, ...part })).words;

const ON_LONG_POLLING = { transport: 'long-polling', since: 10_000, why: 'WebSocket could not be opened' } as const;

describe('statusWords', () => {
  it('tells an open stream from a poll that is out', () => {
    expect(running('websocket', 'open')).toBe('Open');
    expect(running('short-polling', 'open')).toBe('Request out');
    expect(running('automatic', 'open')).toBe('Open');
    expect(running('automatic', 'open', { negotiated: ON_LONG_POLLING })).toBe('Request out');
  });

  it('names what a polling lane waits for', () => {
    expect(running('short-polling', 'idle')).toBe('Waiting for the next poll');
    expect(running('long-polling', 'held')).toBe('Held by the server');
  });

  it('says what hangs on a probe', () => {
    expect(running('sse', 'connecting', { circuit: 'half-open' })).toBe(
      'Connecting, circuit half-open: this probe decides',
    );
  });

  it('tells the attempt, when the next one is, and whether the circuit lets it', () => {
    const status = { kind: 'retrying', attempt: 3, retryAt: 10_000, why: 'the connection was lost' } as const;
    expect(statusWords('sse', laneWith({ status, circuit: 'open' }))).toEqual({
      mark: 'retrying',
      words: 'Retrying: attempt 3, next in',
      countdown: { to: 10_000, rest: ', circuit open: the connection was lost' },
    });
  });

  it('says why a lane gave up', () => {
    expect(statusWords('sse', laneWith({ status: { kind: 'failed', why: '404 Not Found' } }))).toEqual({
      mark: 'failed',
      words: 'Gave up: 404 Not Found',
    });
  });
});

describe('negotiatedWords', () => {
  it.each([
    [22_400, '12\u00a0s'],
    [9_000, '0\u00a0s'],
    [310_000, '5\u00a0min'],
    [7_300_000, '2\u00a0h'],
  ])('at %d says for how long, and why', (now, age) => {
    expect(negotiatedWords(ON_LONG_POLLING, { kind: 'running', state: 'held' }, now)).toBe(
      `on Long polling since ${age}: WebSocket could not be opened`,
    );
  });

  it('says on which one it was while it has none', () => {
    const status = { kind: 'failed', why: 'gave up after 2 tries: lost' } as const;
    expect(negotiatedWords(ON_LONG_POLLING, status, 22_400)).toBe(
      'last on Long polling: WebSocket could not be opened',
    );
    expect(statusWords('automatic', laneWith({ status })).words).toBe('Gave up after 2 tries: lost');
  });
});

import { describe, expect, it } from 'vitest';
import type { TransportState } from '../lab/messages.ts';
import type { Transport } from '../protocol/transports.ts';
import { statusWords } from './status-words.ts';

const running = (transport: Transport, state: TransportState) =>
  statusWords(transport, { kind: 'running', state }, 0).words;

describe('statusWords', () => {
  it('tells an open stream from a poll that is out', () => {
    expect(running('websocket', 'open')).toBe('Open');
    expect(running('short-polling', 'open')).toBe('Request out');
  });

  it('names what a polling lane waits for', () => {
    expect(running('short-polling', 'idle')).toBe('Waiting for the next poll');
    expect(running('long-polling', 'held')).toBe('Held by the server');
  });

  it('counts down to the next attempt, and never below zero', () => {
    const status = { kind: 'retrying', attempt: 3, retryAt: 10_000, why: 'the connection was lost' } as const;
    expect(statusWords('sse', status, 7_600).words).toBe('Retrying in 2.4 s (attempt 3): the connection was lost');
    expect(statusWords('sse', status, 11_000).words).toContain('in 0.0 s');
  });

  it('says why a lane gave up', () => {
    expect(statusWords('sse', { kind: 'failed', why: '404 Not Found' }, 0)).toEqual({
      mark: 'failed',
      words: 'Failed: 404 Not Found',
    });
  });
});

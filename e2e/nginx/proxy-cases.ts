import { expect } from '@playwright/test';
import type { Transport } from '../../src/protocol/transports.ts';
import { publish } from '../../src/testing/lab-server.ts';
import { eventually } from '../built-server.ts';
import { clientOf, receive } from './client-run.ts';
import type { Front, Temper } from './front.ts';
import { connectRaw, get, UPGRADE } from './raw-client.ts';

/** What a proxy that nobody has set up does to the transports. `labUrl` leads past it. */
export type ProxyCase = {
  readonly name: string;
  readonly temper: Temper;
  run(front: Front, labUrl: string): Promise<void>;
};

/** More than a proxy's buffer. */
const FILLER = 'x'.repeat(9_000);

export const PROXY_CASES: readonly ProxyCase[] = [
  {
    name: 'short polling works',
    temper: 'as it comes',
    async run(front, labUrl) {
      await publish(labUrl, 'main', [1]);
      const run = receive('short-polling', front.url);
      await run.untilEvents(1);
      await publish(labUrl, 'main', [2, 3]);
      await run.untilEvents(3);
      expect(run.data()).toEqual([1, 2, 3]);
      run.abort();
      await run.end();
    },
  },
  {
    name: 'long polling works: an answer that ends is not held back',
    temper: 'as it comes',
    async run(front, labUrl) {
      const run = receive('long-polling', front.url);
      await requestArrived(labUrl, 'long-polling');
      await publish(labUrl, 'main', [1]);
      await run.untilEvents(1);
      await publish(labUrl, 'main', [2]);
      await run.untilEvents(2);
      expect(run.data()).toEqual([1, 2]);
      run.abort();
      await run.end();
    },
  },
  {
    name: 'long polling is answered with 504 when the hold is longer than the proxy waits',
    temper: 'impatient',
    async run(front) {
      const run = receive('long-polling', front.url, { holdSeconds: 10 });
      expect(await run.end()).toMatchObject({ kind: 'http-status', status: 504, retry: true });
    },
  },
  {
    name: 'long polling works when the hold is shorter than the proxy waits',
    temper: 'impatient',
    async run(front, labUrl) {
      const run = receive('long-polling', front.url, { holdSeconds: 0.2 });
      await run.until('two empty answers', () => run.all('requestAnswered').length >= 2);
      await publish(labUrl, 'main', [1]);
      await run.untilEvents(1);
      run.abort();
      expect(await run.end()).toMatchObject({ kind: 'aborted' });
    },
  },
  {
    name: 'Server-Sent Events do not even open until the buffer is full, then come all at once',
    temper: 'as it comes',
    async run(front, labUrl) {
      const run = receive('sse', front.url);
      const raw = connectRaw(front.port);
      raw.send(get(`sse?after=0&client=${clientOf('sse')}`));
      await publish(labUrl, 'main', [1, 2, 3]);
      await eventsWritten(labUrl, 'sse', 6);
      // What the lab wrote to two streams has not passed; what it wrote to a poll after them has.
      const poll = receive('short-polling', front.url);
      await poll.untilEvents(3);
      expect(raw.got()).toBe('');
      expect(run.all('state').map(({ state }) => state)).toEqual(['connecting']);
      expect(run.data()).toEqual([]);

      await publish(labUrl, 'main', [FILLER]);
      await run.untilEvents(3);
      expect(run.data().slice(0, 3)).toEqual([1, 2, 3]);
      expect(run.all('state').map(({ state }) => state)).toEqual(['connecting', 'open']);
      await raw.until((got) => got.startsWith('HTTP/1.1 200 OK') && got.includes('"data":3'));
      raw.close();
      for (const { abort, end } of [run, poll]) {
        abort();
        await end();
      }
    },
  },
  {
    name: 'a stream that is silent for longer than the proxy waits is cut without its last chunk, and what was held back is lost',
    temper: 'impatient',
    async run(front, labUrl) {
      await publish(labUrl, 'main', [1]);
      const raw = connectRaw(front.port);
      raw.send(get('sse?after=0'));
      await raw.closed;
      expect(raw.got()).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
      expect(raw.got()).toMatch(/\r\n\r\n$/);
      expect(raw.got()).not.toContain('data:');
      expect(raw.got()).not.toContain('\r\n0\r\n\r\n');
    },
  },
  {
    name: 'EventSource takes that for a stream that opened and broke, and asks again',
    temper: 'impatient',
    async run(front, labUrl) {
      const run = receive('sse', front.url);
      await requestArrived(labUrl, 'sse');
      await run.untilState('reconnecting');
      expect(run.all('state').map(({ state }) => state)).toEqual(['connecting', 'open', 'reconnecting']);
      run.abort();
      await run.end();
    },
  },
  {
    name: 'a WebSocket is refused with 426: the upgrade is not passed on',
    temper: 'as it comes',
    async run(front) {
      const run = receive('websocket', front.url);
      expect(await run.end()).toMatchObject({ kind: 'refused', retry: true });

      const raw = connectRaw(front.port);
      raw.send(get('websocket', UPGRADE));
      await raw.until((got) => got.includes('\r\n\r\n'));
      expect(raw.got()).toMatch(/^HTTP\/1\.1 426 /);
      raw.close();
    },
  },
];

async function requestArrived(labUrl: string, transport: Transport): Promise<void> {
  await eventually(async () => (await account(labUrl, transport)).requests).toBeGreaterThan(0);
}

async function eventsWritten(labUrl: string, transport: Transport, count: number): Promise<void> {
  await eventually(async () => (await account(labUrl, transport)).events).toBe(count);
}

async function account(labUrl: string, transport: Transport): Promise<{ requests: number; events: number }> {
  const ledger = await (await fetch(`${labUrl}/api/ledger?client=${clientOf(transport)}`)).json();
  return ledger.transports[transport];
}

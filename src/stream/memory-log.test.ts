import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test, vi } from 'vitest';
import { formatCursor, parseCursor } from '../protocol/cursor.ts';
import { createEpoch, createMemoryLog } from './memory-log.ts';
import { createRandom } from './random.ts';

const HEAD = { epoch: 'e1', id: 0 };
const openLog = (limits = { maxEvents: 100, maxBytes: 100_000 }) =>
  createMemoryLog({ epoch: 'e1', now: () => 0, ...limits });

/** A signal that counts the abort listeners it holds. */
function createWatchedSignal() {
  const controller = new AbortController();
  const { signal } = controller;
  const added = vi.spyOn(signal, 'addEventListener');
  const removed = vi.spyOn(signal, 'removeEventListener');
  return {
    controller,
    signal,
    listeners: () => ({ added: added.mock.calls.length, removed: removed.mock.calls.length }),
  };
}

describe('a pending wait', () => {
  test('is released in the same tick as the append, however many wait', async () => {
    const log = openLog();
    const order: string[] = [];
    for (let n = 0; n < 100; n += 1) {
      void log.wait(HEAD, new AbortController().signal).then(() => order.push('waiter'));
    }

    const later = new Promise<void>((resolve) => {
      setImmediate(() => order.push('immediate'));
      setTimeout(() => {
        order.push('timer');
        resolve();
      }, 0);
    });
    void log.append({ type: 'message', data: 'now' });
    order.push('append returned');
    await later;

    expect(order.slice(0, 101)).toEqual(['append returned', ...new Array(100).fill('waiter')]);
    expect(order.slice(101).sort()).toEqual(['immediate', 'timer']);
  });

  test('sees the event that released it', async () => {
    const log = openLog();
    const seen = log.wait(HEAD, new AbortController().signal).then(() => log.read(HEAD, { maxEvents: 1, maxBytes: 1 }));
    await log.append({ type: 'message', data: 'here' });
    expect((await seen).events.map(({ event }) => event.data)).toEqual(['here']);
  });

  test('leaves no listener behind when it is released', async () => {
    const log = openLog();
    const { signal, listeners } = createWatchedSignal();
    const released = log.wait(HEAD, signal);
    expect(listeners()).toEqual({ added: 1, removed: 0 });
    await log.append({ type: 'message', data: 1 });
    await released;
    expect(listeners()).toEqual({ added: 1, removed: 1 });
    // Were it still in the log, another append would release it again.
    await log.append({ type: 'message', data: 2 });
    expect(listeners()).toEqual({ added: 1, removed: 1 });
  });

  test('leaves nothing behind when it is aborted', async () => {
    const log = openLog();
    const { controller, signal, listeners } = createWatchedSignal();
    const aborted = log.wait(HEAD, signal);
    controller.abort('the client left');
    await expect(aborted).rejects.toBe('the client left');
    expect(listeners()).toEqual({ added: 1, removed: 1 });
    await log.append({ type: 'message', data: 1 });
    expect(listeners()).toEqual({ added: 1, removed: 1 });
  });

  test('costs nothing at all when there is something to read', async () => {
    const log = openLog();
    await log.append({ type: 'message', data: 1 });
    const { signal, listeners } = createWatchedSignal();
    await log.wait(HEAD, signal);
    expect(listeners()).toEqual({ added: 0, removed: 0 });
  });
});

test('events that are no longer kept are let go of', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const log = openLog({ maxEvents: 100, maxBytes: 300 });
  const dropped: WeakRef<object>[] = [];
  for (let n = 0; n < 50; n += 1) {
    const data = { n };
    dropped.push(new WeakRef(data));
    await log.append({ type: 'message', data });
  }
  const { events } = await log.read({ id: 0 }, { maxEvents: 100, maxBytes: 300 });
  // A WeakRef holds what it was made of until its tick is over.
  await new Promise((resolve) => setImmediate(resolve));
  collectGarbage();
  expect(events.length).toBeLessThan(10);
  expect(dropped.filter((data) => data.deref() !== undefined)).toHaveLength(events.length);
});

describe('an epoch', () => {
  test('is 8 characters of a-z and 0-9, and makes a valid cursor', () => {
    expect(createEpoch(() => 0)).toBe('aaaaaaaa');
    expect(createEpoch(() => 1 - 2 ** -53)).toBe('99999999');
    const epoch = createEpoch(createRandom(1));
    expect(epoch).toMatch(/^[a-z0-9]{8}$/);
    expect(parseCursor(formatCursor({ epoch, id: 7 }))).toEqual({ epoch, id: 7 });
  });

  test('is a new one each time', () => {
    const random = createRandom(2);
    expect(new Set(Array.from({ length: 1_000 }, () => createEpoch(random))).size).toBe(1_000);
  });
});

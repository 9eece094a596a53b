import { expect, test } from 'vitest';
import type { Load } from '../../protocol/load.ts';
import { forEachTransport } from '../../protocol/transports.ts';
import { memoryPerConnection } from './memory.ts';

type Reading = { open: number; heap: number; published?: number; events?: number };

function reading({ open, heap, published = 0, events = 0 }: Reading): Load {
  const account = { open, events, payloadBytes: events * 100 } as Load['transports']['sse'];
  const memory = { rssBytes: 0, heapUsedBytes: heap, externalBytes: 0 };
  return { memory, published, transports: forEachTransport(() => account) } as Load;
}

const EMPTY = { open: 0, heap: 10_000_000 };
const memoryOf = (empty: Reading, held: Reading) => memoryPerConnection(reading(empty), reading(held), 'sse');

test('is what was added, for each connection', () => {
  expect(memoryOf(EMPTY, { open: 200, heap: 12_000_000 })).toEqual({
    memoryPerConnectionBytes: 10_000,
    memoryWhy: null,
  });
});

test.each([
  ['few connections', EMPTY, { open: 99, heap: 12_000_000 }, /from 100 connections/],
  ['less than without clients', EMPTY, { open: 200, heap: 9_000_000 }, /held less/],
  // 500 events of 100 bytes may take 300 kB.
  ['a log that grew', EMPTY, { open: 200, heap: 12_000_000, published: 500, events: 500 }, /the log grew/],
])('cannot be told of %s', (_, empty, held, why) => {
  expect(memoryOf(empty, held)).toEqual({ memoryPerConnectionBytes: null, memoryWhy: expect.stringMatching(why) });
});

test('a log that is full, or grew by little, does not stand in the way', () => {
  const full = { ...EMPTY, published: 20_000 };
  const held = { open: 200, heap: 12_000_000, events: 500 };
  expect(memoryOf(full, { ...held, published: 20_500 }).memoryPerConnectionBytes).toBe(10_000);
  expect(memoryOf(EMPTY, { ...held, published: 300 }).memoryPerConnectionBytes).toBe(10_000);
});

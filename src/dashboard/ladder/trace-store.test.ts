import { expect, test } from 'vitest';
import { batchWith, exchangeWith, steadyRows } from './trace-fixtures.ts';
import { createTraceStore, KEPT_MS } from './trace-store.ts';

test('knows nothing until something was recorded', () => {
  expect(createTraceStore(16).bounds()).toBeUndefined();
});

test('begins with the first that happened, and ends where both sides have told', () => {
  const store = createTraceStore(16);
  store.add(batchWith({ until: 900, exchanges: [exchangeWith({ seq: 1, sentAt: 400 })] }));
  store.add(batchWith({ until: 1_200 }));
  expect(store.bounds()).toEqual({ client: 'c', from: 400, until: 1_200 });
});

test('another run empties it', () => {
  const store = createTraceStore(16);
  store.add(batchWith({ events: [{ lane: 'sse', epoch: 'e', rows: steadyRows(3, 100) }] }));
  expect(store.lane('sse').events.length).toBe(3);
  store.add(batchWith({ client: 'd', until: 20_000 }));
  expect(store.lane('sse').events.length).toBe(0);
  expect(store.bounds()).toEqual({ client: 'd', from: 20_000, until: 20_000 });
});

test('keeps the last minutes only', () => {
  const store = createTraceStore(16);
  const marks = [100, 5_000].map((at) => ({ lane: 'sse', at, kind: 'heartbeat' }) as const);
  store.add(batchWith({ marks, events: [{ lane: 'sse', epoch: 'e', rows: steadyRows(3, 2_000) }] }));
  store.add(batchWith({ until: KEPT_MS + 3_000 }));
  expect(store.bounds()?.from).toBe(3_000);
  expect(store.lane('sse').events.length).toBe(2);
  expect(store.lane('sse').marksBetween(0, 10_000)).toHaveLength(1);
});

test('has marks in the order of their times, however they come', () => {
  const store = createTraceStore(16);
  const mark = (at: number) => ({ lane: 'sse', at, kind: 'heartbeat' }) as const;
  store.add(batchWith({ marks: [mark(300), mark(100), mark(200)] }));
  expect(
    store
      .lane('sse')
      .marksBetween(150, 400)
      .map(({ at }) => at),
  ).toEqual([200, 300]);
});

test('tells who listens, until they no longer do', () => {
  const store = createTraceStore(16);
  let told = 0;
  const stop = store.subscribe(() => {
    told += 1;
  });
  store.add(batchWith());
  stop();
  store.add(batchWith());
  expect(told).toBe(1);
});

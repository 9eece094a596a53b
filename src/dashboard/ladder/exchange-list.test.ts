import { expect, test } from 'vitest';
import { createExchangeList } from './exchange-list.ts';
import { exchangeWith } from './trace-fixtures.ts';

const poll = (seq: number, sentAt = seq * 100) => exchangeWith({ seq, sentAt, receivedAt: sentAt + 10 });
const seqs = (list: readonly { seq: number }[]) => list.map(({ seq }) => seq);

test('answers what has something between two times', () => {
  const list = createExchangeList();
  for (const seq of [1, 2, 3, 4, 5]) list.put(poll(seq));
  expect(seqs(list.between(205, 400))).toEqual([2, 3, 4]);
  expect(seqs(list.between(215, 290))).toEqual([]);
});

test('a later word on an exchange takes the place of the earlier', () => {
  const list = createExchangeList();
  list.put(exchangeWith({ seq: 1, sentAt: 100 }));
  list.put(exchangeWith({ seq: 1, sentAt: 100, receivedAt: 150, events: 3 }));
  expect(list.length).toBe(1);
  expect(list.between(0, 1_000)[0]?.events).toBe(3);
  expect(list.goingOn()).toEqual([]);
});

test('a stream that goes on is there however long ago it was opened', () => {
  const list = createExchangeList();
  list.put(exchangeWith({ seq: 0, lane: 'sse', sentAt: 1, answeredAt: 2, receivedAt: 3 }));
  for (let seq = 1; seq <= 200; seq += 1) list.put(poll(seq));
  expect(seqs(list.between(19_990, 20_005))).toEqual([0, 200]);
});

test('drops the oldest, but nothing that goes on', () => {
  const list = createExchangeList(20);
  list.put(exchangeWith({ seq: 0, lane: 'sse', sentAt: 1, answeredAt: 2 }));
  for (let seq = 1; seq <= 40; seq += 1) list.put(poll(seq));
  expect(list.length).toBeLessThanOrEqual(20);
  expect(seqs(list.between(0, 10_000))).toContain(0);
  expect(seqs(list.between(0, 10_000))).toContain(40);
  expect(list.droppedTo).toBeGreaterThan(1_900);
});

test('is bounded even when nothing ever ends', () => {
  const list = createExchangeList(20);
  for (let seq = 1; seq <= 400; seq += 1) list.put(exchangeWith({ seq, sentAt: seq }));
  expect(list.length).toBeLessThanOrEqual(20 + 64);
  expect(list.goingOn().length).toBeLessThanOrEqual(64);
});

test('counts those that began by their place', () => {
  const list = createExchangeList();
  for (const seq of [1, 2, 3, 4, 5]) list.put(poll(seq));
  expect(list.firstBegun(401) - list.firstBegun(200)).toBe(3);
});

test('a stream that began long ago is kept while its end is', () => {
  const list = createExchangeList();
  list.put(exchangeWith({ seq: 1, lane: 'sse', transport: 'sse', sentAt: 0, answeredAt: 1, endedAt: 9_000 }));
  list.put(exchangeWith({ seq: 2, lane: 'sse', transport: 'sse', sentAt: 9_500, answeredAt: 9_501 }));
  list.forget(5_000);
  expect(list.between(6_000, 7_000).map(({ seq }) => seq)).toEqual([1]);
  list.forget(9_400);
  expect(list.between(0, 20_000).map(({ seq }) => seq)).toEqual([2]);
});

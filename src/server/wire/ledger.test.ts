import { expect, test } from 'vitest';
import { createLedger } from './ledger.ts';
import { parseTarget, partOf } from './part.ts';

test('books to the client and to the total alike', () => {
  const ledger = createLedger(() => 0);
  ledger.entry('a', 'sse').book('down', 'payload', 5);
  ledger.entry('b', 'sse').book('down', 'framing', 7);
  ledger.entry('b', 'control').book('up', 'head', 1);
  expect(ledger.read('a').transports.sse.bytesDown).toBe(5);
  expect(ledger.read('b').wire).toEqual({ bytesUp: 1, bytesDown: 7 });
  expect(ledger.read(undefined).wire).toEqual({ bytesUp: 1, bytesDown: 12 });
});

test('has an account of zeros for a client that it never saw', () => {
  const ledger = createLedger(() => 0);
  expect(ledger.read('nobody').wire).toEqual({ bytesUp: 0, bytesDown: 0 });
  expect(ledger.read('nobody').transports.websocket.requests).toBe(0);
});

test('drops the client seen longest ago past its bound, and keeps it in the total', () => {
  const ledger = createLedger(() => 0, { maxClients: 2 });
  for (const client of ['a', 'b', 'a', 'c']) ledger.entry(client, 'sse').add('requests', 1);
  expect(['a', 'b', 'c'].map((client) => ledger.read(client).transports.sse.requests)).toEqual([2, 0, 1]);
  expect(ledger.read(undefined).transports.sse.requests).toBe(4);
});

test('what nobody named is in the totals alone, and drives nobody out', () => {
  const ledger = createLedger(() => 0, { maxClients: 1 });
  ledger.entry('lane', 'sse').add('requests', 1);
  for (let times = 0; times < 3; times += 1) ledger.entry(undefined, 'sse').add('requests', 1);
  expect(ledger.read('lane').transports.sse.requests).toBe(1);
  expect(ledger.read(undefined).transports.sse.requests).toBe(4);
});

test.each([
  ['/streams/main/sse', 'sse'],
  ['/streams/any/long-polling', 'long-polling'],
  ['/streams/main/events', 'control'],
  ['/streams/main/carrier-pigeon', 'control'],
  ['/api/ledger', 'control'],
  ['/healthz', 'control'],
  ['/metrics', 'control'],
  ['/openapi.json', 'control'],
  ['/', 'static'],
  ['/assets/index.js', 'static'],
  ['http://lab.example/streams/main/sse?after=1', 'sse'],
  ['/streams/main/short%2Dpolling?after=1', 'short-polling'],
  ['/%zz', 'static'],
])('%s is %s', (target, part) => {
  expect(partOf(parseTarget(target).path)).toBe(part);
});

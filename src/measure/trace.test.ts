import { describe, expect, test } from 'vitest';
import type { JournalEntry } from '../protocol/journal.ts';
import type { LaneName } from '../protocol/lanes.ts';
import type { Transport } from '../protocol/transports.ts';
import { createTrace } from './trace.ts';
import { TRACE_COLUMNS, TRACE_ROW, type TraceBatch, type TraceExchange } from './trace-types.ts';

const TOLERANCE_MS = 1;

/** A trace, and what one who keeps its batches has of it: of each exchange the latest word. */
function start() {
  const trace = createTrace('run');
  const exchanges = new Map<number, TraceExchange>();
  return {
    trace,
    lane: trace.lane,
    told: (entries: readonly JournalEntry[], askedAt: number, source: 'lanes' | 'automatic' = 'lanes') =>
      trace.journal(source, { entries: [...entries] }, askedAt, TOLERANCE_MS),
    take(now: number): TraceBatch | undefined {
      const batch = trace.take(now);
      for (const exchange of batch?.exchanges ?? []) exchanges.set(exchange.seq, exchange);
      return batch;
    },
    of: (lane: LaneName) => [...exchanges.values()].filter((exchange) => exchange.lane === lane),
  };
}

const entriesOf = (transport: Transport) => ({
  request: (request: number, at: number, connectedAt: number | null = null): JournalEntry => ({
    ...{ kind: 'request', transport, request, at, connectedAt },
  }),
  answer: (request: number, at: number, status = 200): JournalEntry => ({
    ...{ kind: 'answer', transport, request, at, status },
  }),
  end: (request: number, at: number, complete = true): JournalEntry => ({
    ...{ kind: 'end', transport, request, at, complete },
  }),
  events: (firstId: number, lastId: number, writtenAt: number, epoch = 'e'): JournalEntry => ({
    ...{ kind: 'events', transport, request: 1, epoch, firstId, lastId, arrivedAt: 0, writtenAt },
  }),
});

const short = entriesOf('short-polling');
const sse = entriesOf('sse');

const rowsOf = (batch: TraceBatch | undefined) =>
  (batch?.events ?? []).flatMap(({ epoch, rows }) =>
    Array.from({ length: rows.length / TRACE_ROW }, (_, index) => {
      const row = rows.subarray(index * TRACE_ROW, (index + 1) * TRACE_ROW);
      return { epoch, ...Object.fromEntries(Object.entries(TRACE_COLUMNS).map(([name, at]) => [name, row[at]])) };
    }),
  );

describe('an exchange', () => {
  test('is what the client and the server saw of it, told once when both are quick', () => {
    const { lane, told, take, of } = start();
    lane('short-polling').sent(100);
    lane('short-polling').answered(104, 2);
    told([short.request(1, 101, 100.5), short.answer(1, 102), short.end(1, 103)], 110);
    expect(take(120)?.exchanges).toHaveLength(1);
    expect(of('short-polling')).toEqual([
      {
        ...{ seq: 1, lane: 'short-polling', transport: 'short-polling', status: 200, events: 2 },
        ...{ sentAt: 100, connectedAt: 100.5, arrivedAt: 101, answeredAt: 102, receivedAt: 104 },
        ...{ endedAt: undefined, why: undefined },
      },
    ]);
    expect(take(120)).toBeUndefined();
  });

  test('is told again when more is known of it', () => {
    const { lane, told, take, of } = start();
    const long = entriesOf('long-polling');
    lane('long-polling').sent(100);
    told([long.request(1, 101)], 200);
    take(200);
    expect(of('long-polling')).toMatchObject([{ sentAt: 100, arrivedAt: 101, answeredAt: undefined }]);
    lane('long-polling').answered(304, 1);
    told([long.answer(1, 302), long.end(1, 303)], 400);
    take(400);
    expect(of('long-polling')).toMatchObject([{ arrivedAt: 101, answeredAt: 302, receivedAt: 304, events: 1 }]);
  });

  test('came on a connection that was there when that is older than the request', () => {
    const { lane, told, take, of } = start();
    lane('short-polling').sent(100);
    told([short.request(1, 101, 50)], 200);
    take(200);
    expect(of('short-polling')).toMatchObject([{ arrivedAt: 101, connectedAt: undefined }]);
  });

  test('of a request that never arrives ends when the client gives it up; the next one is matched for itself', () => {
    const { lane, told, take, of } = start();
    lane('short-polling').sent(100);
    lane('short-polling').lost(150, 'nobody there', 300);
    lane('short-polling').sent(300);
    lane('short-polling').answered(304, 0);
    told([short.request(1, 301), short.answer(1, 302, 204), short.end(1, 303)], 400);
    expect(take(400)?.marks).toEqual([
      { lane: 'short-polling', at: 150, kind: 'lost', why: 'nobody there', retryAt: 300 },
    ]);
    expect(of('short-polling')).toMatchObject([
      { sentAt: 100, arrivedAt: undefined, receivedAt: undefined, endedAt: 150, why: 'nobody there' },
      { sentAt: 300, arrivedAt: 301, answeredAt: 302, status: 204, events: 0, endedAt: undefined },
    ]);
  });

  test('that arrives after it was given up is still the one that was sent', () => {
    const { lane, told, take, of } = start();
    lane('short-polling').sent(100);
    lane('short-polling').lost(150, 'no answer within 50 ms', 900);
    told([short.request(1, 800), short.answer(1, 801)], 850);
    take(850);
    expect(of('short-polling')).toMatchObject([{ sentAt: 100, arrivedAt: 800, answeredAt: 801, endedAt: 150 }]);
  });

  test('finds the way back when the server does not tell of some', () => {
    const { lane, told, take, of } = start();
    for (let at = 100; at < 1_000; at += 100) {
      lane('short-polling').sent(at);
      lane('short-polling').answered(at + 4, 0);
    }
    told([short.request(7, 701), short.request(8, 801)], 1_000);
    take(1_000);
    const known = of('short-polling').filter(({ arrivedAt }) => arrivedAt !== undefined);
    expect(known.map(({ sentAt, arrivedAt }) => [sentAt, arrivedAt])).toEqual([
      [700, 701],
      [800, 801],
    ]);
  });

  test.each([
    ['before', 160],
    ['after', 260],
  ])('that the browser sent again by itself has its answer the second time; told %s it came', (_, toldAt) => {
    const { lane, told, take, of } = start();
    const long = entriesOf('long-polling');
    const entries = [long.request(1, 101), long.end(1, 150, false), long.request(2, 152, 151), long.answer(2, 202)];
    lane('long-polling').sent(100);
    if (toldAt < 205) told(entries.slice(0, 3), toldAt);
    lane('long-polling').answered(205, 1);
    told(toldAt < 205 ? entries.slice(3) : entries, 260);
    take(260);
    expect(of('long-polling')).toMatchObject([
      { sentAt: 100, arrivedAt: 101, endedAt: 150, why: 'its connection was closed', receivedAt: undefined },
      { sentAt: undefined, connectedAt: 151, arrivedAt: 152, answeredAt: 202, receivedAt: 205, events: 1 },
    ]);
  });

  test('that the client does not know of stands for itself', () => {
    const { told, take, of } = start();
    told([sse.request(1, 100), sse.answer(1, 101), sse.end(1, 150, false)], 200);
    take(200);
    expect(of('sse')).toMatchObject([
      { sentAt: undefined, arrivedAt: 100, answeredAt: 101, endedAt: 150, why: 'its connection was closed' },
    ]);
  });

  test('of a stream lasts until the first of the sides notices its end', () => {
    const { lane, told, take, of } = start();
    lane('sse').sent(100);
    lane('sse').answered(104, null);
    told([sse.request(1, 101), sse.answer(1, 102)], 150);
    take(150);
    expect(of('sse')).toMatchObject([{ receivedAt: 104, events: undefined, endedAt: undefined }]);
    lane('sse').lost(205, 'silent', undefined);
    told([sse.end(1, 203, false)], 250);
    take(250);
    expect(of('sse')).toMatchObject([{ endedAt: 203, why: 'silent' }]);
  });

  test('of a stream that is switched off ended in order', () => {
    const { lane, told, take, of } = start();
    lane('sse').on(99);
    lane('sse').sent(100);
    lane('sse').answered(104, null);
    lane('sse').off(200);
    told([sse.request(1, 101), sse.answer(1, 102), sse.end(1, 201, false)], 250);
    expect(take(250)?.marks.map(({ kind }) => kind)).toEqual(['on', 'off']);
    expect(of('sse')).toMatchObject([{ endedAt: 200, why: undefined }]);
  });

  test('by which EventSource asks again by itself has no time of sending, and is not seen until it arrives', () => {
    const { lane, told, take, of } = start();
    lane('sse').sent(100);
    lane('sse').answered(104, null);
    lane('sse').reconnecting(200, 'lost');
    lane('sse').sent(200);
    lane('sse').reconnecting(1_200, 'lost');
    lane('sse').sent(1_200);
    told([sse.request(1, 101), sse.answer(1, 102), sse.end(1, 199, false)], 1_300);
    take(1_300);
    expect(of('sse')).toHaveLength(1);
    lane('sse').answered(2_205, null);
    told([sse.request(2, 2_202), sse.answer(2, 2_203)], 2_300);
    take(2_300);
    expect(of('sse')).toMatchObject([
      { sentAt: 100, endedAt: 199, why: 'lost' },
      { sentAt: undefined, arrivedAt: 2_202, answeredAt: 2_203, receivedAt: 2_205, endedAt: undefined },
    ]);
  });

  test('of the automatic lane is on the transport that it went by, beside another', () => {
    const { lane, told, take, of } = start();
    lane('automatic').sent(100, 'sse');
    lane('automatic').sent(110, 'websocket');
    lane('automatic').answered(114, null, 'websocket');
    lane('automatic').negotiated(115, 'websocket');
    lane('automatic').negotiated(116, 'websocket');
    told([sse.request(1, 101), entriesOf('websocket').request(1, 111)], 200, 'automatic');
    expect(take(200)?.marks).toEqual([{ lane: 'automatic', at: 115, kind: 'transport', transport: 'websocket' }]);
    expect(of('automatic')).toMatchObject([
      { transport: 'sse', sentAt: 100, arrivedAt: 101, receivedAt: undefined },
      { transport: 'websocket', sentAt: 110, arrivedAt: 111, receivedAt: 114 },
    ]);
  });

  test('that was open ends with its server, and the next server counts anew', () => {
    const { trace, lane, told, take, of } = start();
    told([sse.request(1, 100), sse.answer(1, 101)], 150);
    trace.restarted(300);
    lane('sse').sent(400);
    told([sse.request(1, 401)], 450);
    take(450);
    expect(of('sse')).toMatchObject([
      { arrivedAt: 100, endedAt: 300 },
      { sentAt: 400, arrivedAt: 401, endedAt: undefined },
    ]);
  });
});

describe('events', () => {
  const received = (id: number, receivedAt: number, epoch = 'e') => ({ epoch, id, at: receivedAt - 10, receivedAt });

  test('are told once, with the write that they came with, whoever tells first', () => {
    const { lane, told, take } = start();
    lane('sse').received(received(1, 100));
    expect(take(110)?.events).toEqual([]);
    told([sse.events(1, 2, 95)], 150);
    lane('sse').received(received(2, 101));
    lane('sse').received(received(2, 103));
    expect(rowsOf(take(150))).toEqual([
      { epoch: 'e', id: 1, at: 90, writtenAt: 95, receivedAt: 100, firstId: 1, lastId: 2 },
      { epoch: 'e', id: 2, at: 91, writtenAt: 95, receivedAt: 101, firstId: 1, lastId: 2 },
    ]);
    expect(rowsOf(take(20_000))).toEqual([]);
  });

  test('whose write is not told in five seconds are told without it, and not again', () => {
    const { lane, told, take } = start();
    lane('sse').received(received(1, 100));
    told([], 5_000);
    expect(rowsOf(take(5_100))).toEqual([]);
    const unknown = { writtenAt: Number.NaN, firstId: Number.NaN, lastId: Number.NaN };
    expect(rowsOf(take(5_101))).toEqual([{ epoch: 'e', id: 1, at: 90, receivedAt: 100, ...unknown }]);
    told([sse.events(1, 1, 95)], 6_000);
    expect(rowsOf(take(20_000))).toEqual([]);
  });

  test('stay in the order of arrival when the write of one is passed over, and are apart by epoch', () => {
    const { lane, told, take } = start();
    for (const id of [1, 2, 3]) lane('sse').received(received(id, 100 + id));
    lane('sse').received(received(1, 110, 'f'));
    told([sse.events(1, 1, 95), sse.events(3, 3, 96), sse.events(1, 1, 105, 'f')], 150);
    const batch = take(150);
    expect(rowsOf(batch)).toMatchObject([
      { id: 1, writtenAt: 95 },
      { id: 2, writtenAt: Number.NaN },
      { id: 3, writtenAt: 96 },
      { epoch: 'f', id: 1, writtenAt: 105 },
    ]);
    expect(batch?.events.map(({ epoch }) => epoch)).toEqual(['e', 'f']);
  });
});

describe('the live edge', () => {
  test('begins with the first word: before it, time may be told by a clock that is not matched', () => {
    const { lane, told, take } = start();
    told([], 9_000_000);
    expect(take(9_000_000)).toBeUndefined();
    told([], 900);
    lane('sse').on(1_000);
    expect(take(1_000)?.until).toBe(900);
  });

  test('stands where the server was asked last, of all that are asked after', () => {
    const { lane, told, take } = start();
    lane('sse').on(1);
    told([], 1_000);
    expect(take(1_200)?.until).toBe(1_000);
    told([], 1_100, 'automatic');
    told([], 1_300);
    expect(take(1_400)?.until).toBe(1_100);
    expect(take(1_400)).toBeUndefined();
  });

  test('goes on two seconds behind while the server is away, and never falls', () => {
    const { lane, told, take, of } = start();
    lane('short-polling').sent(900);
    told([], 1_000);
    expect(take(1_000)?.until).toBe(1_000);
    lane('short-polling').lost(3_500, 'nobody there', 4_000);
    lane('short-polling').sent(4_000);
    expect(take(5_000)?.until).toBe(3_000);
    expect(of('short-polling')).toHaveLength(1);
    told([], 2_500);
    expect(take(6_500)?.until).toBe(4_500);
    expect(of('short-polling')).toMatchObject([{ endedAt: 3_500 }, { sentAt: 4_000 }]);
  });

  test('holds back what lies beyond it, so that it is told whole', () => {
    const { lane, told, take, of } = start();
    lane('short-polling').on(1);
    told([], 100);
    lane('short-polling').sent(150);
    take(160);
    expect(of('short-polling')).toEqual([]);
    lane('short-polling').answered(154, 0);
    told([short.request(1, 151), short.answer(1, 152), short.end(1, 153)], 200);
    expect(take(210)?.exchanges).toMatchObject([{ sentAt: 150, answeredAt: 152, receivedAt: 154 }]);
  });
});

test('what nobody takes or tells the other half of is bounded, and the newest is kept', () => {
  const { lane, told, take, of } = start();
  const count = 80_000;
  for (let id = 1; id <= count; id += 1) {
    const at = 10 * id;
    lane('short-polling').sent(at);
    lane('short-polling').answered(at + 5, 0);
    lane('sse').received({ epoch: 'e', id, at, receivedAt: at });
    lane('sse').gap(at, 'expired');
  }
  const last = 10 * count;
  told([short.request(1, last + 2)], last + 5);
  const batch = take(last + 5);
  expect(batch?.exchanges.length).toBeLessThanOrEqual(20_000);
  expect(batch?.marks).toHaveLength(5_000);
  expect(rowsOf(batch).length).toBeLessThanOrEqual(65_536);
  expect(batch?.marks.at(-1)?.at).toBe(last);
  expect(of('short-polling').at(-1)).toMatchObject({ sentAt: last, arrivedAt: last + 2 });
});

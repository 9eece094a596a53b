import { expect, test } from 'vitest';
import type { TraceBatch } from '../../lab/messages.ts';
import type { Found } from './found.ts';
import { ladderRows, ROWS_SHOWN } from './table-rows.ts';
import { batchWith, exchangeWith, rowsOf, steadyRows } from './trace-fixtures.ts';
import { createTraceStore } from './trace-store.ts';
import { foundWords, type Told } from './words.ts';

const NOON = new Date(2026, 0, 5, 12, 3, 4, 105).getTime();

function toldOf(batch: Partial<TraceBatch>, part: Partial<Told> = {}): Told {
  const store = createTraceStore(2 ** 10);
  store.add(batchWith({ until: NOON + 10_000, ...batch }));
  const bounds = store.bounds();
  if (!bounds) throw new Error('nothing was recorded');
  return { store, bounds, resolutionMs: 0, averagesOf: () => undefined, ...part };
}

const plain = (found: Found, told: Told = toldOf({})) => foundWords(found, told).replaceAll('\u00a0', ' ');
const exchange = (part: Partial<Parameters<typeof exchangeWith>[0]>): Found => ({
  kind: 'exchange',
  part: 'request',
  exchange: exchangeWith({ seq: 1, lane: 'long-polling', ...part }),
});

test('a request, from end to end', () => {
  const times = {
    sentAt: NOON,
    arrivedAt: NOON + 0.4,
    answeredAt: NOON + 1_870.4,
    receivedAt: NOON + 1_871,
    events: 3,
    status: 200,
  };
  expect(plain(exchange(times))).toBe(
    'Long polling: request, sent 12:03:04.105, at the server 0.40 ms later, held for 1.87 s, answered with 3 events; the answer took 0.60 ms.',
  );
  const averagesOf = () => ({ bytesPerRequest: 412, bytesPerEvent: undefined });
  expect(plain(exchange(times), toldOf({}, { averagesOf }))).toMatch(
    / On average a request and its answer are 412 B on this lane\.$/,
  );
});

test('nothing is said of what is not known', () => {
  expect(plain(exchange({ sentAt: NOON }))).toBe(
    'Long polling: request, sent 12:03:04.105, not seen at the server so far.',
  );
  expect(plain(exchange({ sentAt: NOON + 9_900 }))).toBe('Long polling: request, sent 12:03:14.005.');
  expect(plain(exchange({ sentAt: NOON, arrivedAt: NOON + 1 }))).toContain('held since, for 10.0 s so far');
  expect(plain(exchange({ arrivedAt: NOON, answeredAt: NOON + 5, events: 0, endedAt: NOON + 9, why: 'cut' }))).toBe(
    'Long polling: request, at the server 12:03:04.105, held for 5.00 ms, answered empty; it ended 12:03:04.114: cut.',
  );
});

test('a time below what the clocks can tell is not told finer', () => {
  const told = toldOf({}, { resolutionMs: 0.5 });
  expect(plain(exchange({ sentAt: NOON, arrivedAt: NOON - 0.2 }), told)).toContain('at the server < 0.50 ms later');
});

test('an event: what it waited for, with how many, and when it was there', () => {
  const rows = rowsOf([{ id: 4, at: NOON, writtenAt: NOON + 1_500, receivedAt: NOON + 1_502, firstId: 1, lastId: 4 }]);
  const told = toldOf({ events: [{ lane: 'short-polling', epoch: 'e', rows }] });
  const event = { epoch: 'e', id: 4, at: NOON };
  expect(plain({ kind: 'event', lane: 'short-polling', event }, told)).toBe(
    'Short polling: event 4, published 12:03:04.105, written 1.50 s later, together with 3 others, received 1.50 s after its publication.',
  );
  expect(plain({ kind: 'event', lane: 'sse', event }, told)).toContain('no longer kept');
});

test('an event that waits here, and has arrived elsewhere, is told in the sentence and in the table', () => {
  const polled = rowsOf([{ id: 4, at: NOON, writtenAt: NOON + 1_000 }]);
  const streamed = rowsOf([
    { id: 4, at: NOON },
    { id: 5, at: NOON + 2_000 },
  ]);
  const told = toldOf({
    events: [
      { lane: 'short-polling', epoch: 'e', rows: polled },
      { lane: 'sse', epoch: 'e', rows: streamed },
    ],
  });
  const event = { epoch: 'e', id: 5, at: NOON + 2_000 };
  expect(plain({ kind: 'event', lane: 'short-polling', event }, told)).toBe(
    'Short polling: event 5, published 12:03:06.105, not received on this lane so far: it has been waiting for 8.00 s, and another lane has it already.',
  );
  const table = ladderRows(told, ['short-polling'], NOON, NOON + 10_000);
  expect(table.total).toBe(2);
  expect(table.rows[0]?.words).toContain('Event 5, published 12:03:06.105, not received');
  expect(ladderRows(told, ['short-polling'], NOON + 3_000, NOON + 10_000).total).toBe(1);
  expect(ladderRows(told, ['short-polling'], NOON, NOON + 1_500).total).toBe(1);
});

test('marks say what happened', () => {
  const mark = { lane: 'sse', at: NOON, kind: 'lost', why: 'cut', retryAt: NOON + 1_000 } as const;
  expect(plain({ kind: 'mark', mark })).toBe(
    'Server-Sent Events, 12:03:04.105: the connection is lost: cut. It waits 1.00 s before it tries again.',
  );
});

test('a summary counts', () => {
  const rows = steadyRows(100, 10).map((value, index) =>
    index % 6 === 1 || index % 6 === 2 || index % 6 === 3 ? value + NOON : value,
  );
  const told = toldOf({ events: [{ lane: 'sse', epoch: 'e', rows }] });
  expect(plain({ kind: 'many', lane: 'sse', from: NOON + 100, to: NOON + 200 }, told)).toContain(
    '10 events published, 10 received, 0 requests',
  );
});

test('the table has what the picture shows, newest first, and says how many it leaves out', () => {
  const rows = rowsOf(Array.from({ length: 300 }, (_, index) => ({ id: index + 1, at: NOON + index })));
  const told = toldOf({
    events: [{ lane: 'sse', epoch: 'e', rows }],
    exchanges: [exchangeWith({ seq: 1, lane: 'sse', sentAt: NOON + 400, arrivedAt: NOON + 401 })],
    marks: [{ lane: 'websocket', at: NOON + 500, kind: 'heartbeat' }],
  });
  const table = ladderRows(told, ['sse', 'websocket'], NOON, NOON + 1_000);
  expect(table.total).toBe(302);
  expect(table.rows).toHaveLength(ROWS_SHOWN);
  expect(table.rows.slice(0, 3).map(({ words }) => words.split(/[ ,]/)[0])).toEqual(['A', 'The', 'Event']);
  expect(new Set(table.rows.map(({ key }) => key)).size).toBe(ROWS_SHOWN);
  expect(ladderRows(told, ['websocket'], NOON, NOON + 1_000).total).toBe(1);
});

test('the table says by which way the automatic lane went', () => {
  const told = toldOf({ exchanges: [exchangeWith({ seq: 1, lane: 'automatic', transport: 'sse', sentAt: NOON })] });
  expect(ladderRows(told, ['automatic'], NOON, NOON + 1_000).rows).toMatchObject([{ lane: 'automatic', by: 'sse' }]);
});

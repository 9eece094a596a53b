import { afterEach, expect, test } from 'vitest';
import { forEachTransport, TRANSPORTS } from '../protocol/transports.ts';
import { publish } from '../testing/lab-server.ts';
import { LAB_SETTINGS, startRunningLab } from '../testing/running-lab.ts';
import { TRACE_COLUMNS, TRACE_ROW, type TraceBatch, type TraceExchange } from './messages.ts';

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** The latest word on each exchange of a lane. */
function exchangesOf(lane: string, batches: readonly TraceBatch[]): TraceExchange[] {
  const all = batches.flatMap(({ exchanges }) => exchanges).filter((exchange) => exchange.lane === lane);
  return [...new Map(all.map((exchange) => [exchange.seq, exchange])).values()];
}

function eventsOf(lane: string, batches: readonly TraceBatch[]) {
  const rows = batches.flatMap(({ events }) => events).filter((events) => events.lane === lane);
  return rows.flatMap(({ rows }) =>
    Array.from({ length: rows.length / TRACE_ROW }, (_, index) => {
      const column = (name: keyof typeof TRACE_COLUMNS) => rows[index * TRACE_ROW + TRACE_COLUMNS[name]] ?? Number.NaN;
      return { id: column('id'), at: column('at'), writtenAt: column('writtenAt'), receivedAt: column('receivedAt') };
    }),
  );
}

function expectOrdered(times: readonly (number | undefined)[], toleranceMs: number): void {
  const known = times.filter((time) => time !== undefined);
  for (const [index, time] of known.entries()) {
    if (index > 0) expect(time).toBeGreaterThanOrEqual((known[index - 1] ?? 0) - toleranceMs);
  }
}

test.each([0, 3_600_000])(
  'the trace has both sides of every exchange, and each event once; by a clock that is %d ms off',
  async (clockShiftMs) => {
    const { lab, batches, until } = await startRunningLab(ends, { ratePerSecond: 20, clockShiftMs });
    // More often than there are events: some polls have none.
    lab.handle({ kind: 'configure', settings: { ...LAB_SETTINGS, pollIntervalMs: 10 } });
    const { run } = await until(({ run }) => run.startedAt !== undefined);
    const enough = await until(({ lanes }) =>
      TRANSPORTS.every((transport) => lanes[transport].delivery.received >= 20),
    );
    const received = forEachTransport((transport) => enough.lanes[transport].delivery.received);
    const isTold = () => TRANSPORTS.every((transport) => eventsOf(transport, batches).length >= received[transport]);
    const { clock } = await until(isTold);
    const toleranceMs = (clock?.uncertaintyMs ?? 0) + 2;

    for (const transport of TRANSPORTS) {
      const exchanges = exchangesOf(transport, batches);
      for (const { sentAt, arrivedAt, answeredAt, receivedAt } of exchanges) {
        expectOrdered([sentAt, arrivedAt, answeredAt, receivedAt], toleranceMs);
      }
      const whole = exchanges.filter(({ sentAt, answeredAt, receivedAt }) => sentAt && answeredAt && receivedAt);
      expect(whole.length, transport).toBeGreaterThanOrEqual(transport.endsWith('polling') ? 10 : 1);
      // None is told apart from its other half.
      expect(exchanges.filter(({ sentAt }) => sentAt === undefined)).toEqual([]);
      expect(new Set(exchanges.map(({ transport }) => transport))).toEqual(new Set([transport]));

      const events = eventsOf(transport, batches);
      const ids = events.map(({ id }) => id);
      expect(ids).toEqual(Array.from(ids, (_, index) => (ids[0] ?? 0) + index));
      for (const { at, writtenAt, receivedAt } of events) {
        expect(writtenAt).toBeGreaterThanOrEqual(at);
        expect(receivedAt).toBeGreaterThanOrEqual(writtenAt - toleranceMs);
      }
    }

    const longest = exchangesOf('long-polling', batches).map(({ arrivedAt = 0, answeredAt }) => {
      return answeredAt === undefined ? 0 : answeredAt - arrivedAt;
    });
    // At 20 events a second, asked again at once: a request is held until the next event is published.
    expect(Math.max(...longest)).toBeGreaterThan(15);
    const empty = exchangesOf('short-polling', batches).filter(({ status }) => status === 204);
    expect(empty.length).toBeGreaterThan(0);
    for (const { receivedAt, events } of empty) expect(events).toBe(receivedAt === undefined ? undefined : 0);
    for (const { client } of batches) expect(client).toBe(run.client);
    const edges = batches.map(({ until }) => until);
    expect(edges).toEqual([...edges].sort((a, b) => a - b));
    expect(edges.at(-1)).toBeLessThan((eventsOf('websocket', batches).at(-1)?.at ?? 0) + 60_000);
  },
  20_000,
);

test('a lane that is switched off, and the automatic one, are told of; a reset begins another trace', async () => {
  const { server, lab, batches, until } = await startRunningLab(ends);
  const { run } = await until(({ run }) => run.startedAt !== undefined);
  lab.handle({ kind: 'switch', lane: 'automatic', on: true });
  await until(({ lanes }) => lanes.automatic.negotiated !== undefined);
  await publish(server.url, 'main', ['one']);
  await until(() => eventsOf('automatic', batches).length === 1);
  lab.handle({ kind: 'switch', lane: 'sse', on: false });
  const ended = () => exchangesOf('sse', batches).filter(({ endedAt }) => endedAt !== undefined);
  await until(() => ended().length > 0);
  expect(ended()).toMatchObject([{ why: undefined }]);
  const marks = batches.flatMap(({ marks }) => marks);
  expect(marks.filter(({ lane }) => lane === 'sse').map(({ kind }) => kind)).toEqual(['on', 'off']);
  expect(marks.find(({ kind }) => kind === 'transport')).toMatchObject({ lane: 'automatic', transport: 'websocket' });
  await until(() => exchangesOf('automatic', batches).some(({ answeredAt }) => answeredAt !== undefined));
  expect(exchangesOf('automatic', batches)[0]).toMatchObject({ transport: 'websocket', status: 101 });
  lab.handle({ kind: 'reset' });
  await until(() => batches.at(-1)?.client !== run.client);
}, 20_000);

import { once } from 'node:events';
import { expect, type TestContext, test } from 'vitest';
import type { BadDay, Fault, FaultRequest, Faults } from '../../protocol/faults.ts';
import { publish, startServer } from '../../testing/lab-server.ts';
import { handshake, openRaw } from '../../testing/raw.ts';
import { send } from '../../testing/send.ts';
import { planBadDay } from './bad-day.ts';

async function start({ onTestFinished }: Pick<TestContext, 'onTestFinished'>) {
  const server = await startServer();
  onTestFinished(server.close);
  const { url } = server;
  return {
    ...server,
    cause: (fault: FaultRequest) => send(url, 'POST', '/api/faults', fault) as Promise<Fault>,
    list: async (after = 0) => (await (await fetch(`${url}/api/faults?after=${after}`)).json()) as Faults,
  };
}

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;
const LANES = [
  ['a connection that waits for the next poll', get('/streams/main/short-polling')],
  ['a stream', get('/streams/main/sse')],
  ['a WebSocket', handshake('/streams/main/websocket')],
] as const;

test.for(LANES)('cuts %s with a FIN or with a reset, as asked', async ([, request], context) => {
  const { port, cause } = await start(context);
  for (const how of ['fin', 'rst'] as const) {
    const { socket } = await openRaw(port, request);
    socket.resume();
    const errors: string[] = [];
    socket.on('error', (error: NodeJS.ErrnoException) => errors.push(`${error.code}`));
    expect(await cause({ kind: 'cut', how })).toMatchObject({ kind: 'cut', how, connections: 1, cause: 'hand' });
    if (!socket.closed) await once(socket, 'close');
    expect(errors).toEqual(how === 'rst' ? ['ECONNRESET'] : []);
  }
});

test('meets the lanes only: what else is open stays so', async (context) => {
  const { port, cause } = await start(context);
  const { socket } = await openRaw(port, get('/api/clock'));
  expect(await cause({ kind: 'outage', seconds: 1 })).toMatchObject({ connections: 0 });
  socket.write(get('/api/clock'));
  const [answer] = await once(socket, 'data');
  expect(`${answer}`).toMatch(/^HTTP\/1\.1 200/);
  socket.destroy();
});

test('during an outage resets whoever asks, until it is ended', async (context) => {
  const { url, cause, list } = await start(context);
  const poll = () => fetch(`${url}/streams/main/short-polling`);
  await cause({ kind: 'outage', seconds: 60 });
  await expect(poll()).rejects.toThrow();
  await send(url, 'DELETE', '/api/faults');
  expect((await poll()).status).toBe(204);
  const { faults } = await list();
  expect(faults[0]?.until).toBeLessThan((faults[0]?.at ?? 0) + 60_000);
});

test.for(LANES)('stalls %s: it stays open and carries nothing, while a new one works', async ([, request], context) => {
  const { port, url, cause } = await start(context);
  const { socket } = await openRaw(port, request);
  const told: string[] = [];
  for (const event of ['data', 'end', 'close', 'error']) socket.on(event, () => told.push(event));
  expect(await cause({ kind: 'stall' })).toMatchObject({ connections: 1 });
  socket.write(get('/streams/main/short-polling?after=0'));
  await publish(url, 'main', ['unheard']);
  const fresh = await openRaw(port, get('/streams/main/short-polling?after=0'));
  expect(fresh.answer).toContain('unheard');
  expect(told).toEqual([]);
  fresh.socket.destroy();
  socket.destroy();
});

test('restarts with an empty log under a new epoch, and tells the streams before', async (context) => {
  const { port, url, cause } = await start(context);
  const { epoch } = await publish(url, 'main', ['old']);
  const { socket } = await openRaw(port, get('/streams/main/sse'));
  let heard = '';
  socket.on('data', (bytes) => {
    heard += bytes.toString();
  });
  await cause({ kind: 'restart', seconds: 0 });
  await once(socket, 'close');
  expect(heard).toContain('event: close\ndata: {"reason":"server-ending"}');
  const cursor = await publish(url, 'main', ['new']);
  expect(cursor.id).toBe(1);
  expect(cursor.epoch).not.toBe(epoch);
});

test('remembers what was caused, by number', async (context) => {
  const { cause, list } = await start(context);
  await cause({ kind: 'stall' });
  await cause({ kind: 'cut', how: 'fin' });
  expect((await list()).faults.map(({ number, kind }) => [number, kind])).toEqual([
    [1, 'stall'],
    [2, 'cut'],
  ]);
  expect((await list(1)).faults.map(({ number }) => number)).toEqual([2]);
});

test('plays a bad day by its plan, one at a time, until it is ended', async (context) => {
  const { url, list } = await start(context);
  const request = { seed: 7, seconds: 600, faults: 4 };
  const day = (await send(url, 'POST', '/api/bad-day', request)) as BadDay;
  expect(day.plan).toEqual(planBadDay(request));
  expect((await list()).badDay).toEqual(day);
  await expect(send(url, 'POST', '/api/bad-day', request)).rejects.toThrow(/409.*DELETE/);
  await send(url, 'DELETE', '/api/faults');
  expect((await list()).badDay).toBeNull();
});

test('a bad day causes the faults of its plan', async (context) => {
  const { url, list } = await start(context);
  const { plan } = (await send(url, 'POST', '/api/bad-day', { seed: 3, seconds: 5, faults: 200 })) as BadDay;
  const soon = plan.filter(({ afterSeconds }) => afterSeconds < 0.5).map(({ fault }) => fault.kind);
  let caused: Fault[] = [];
  while (caused.length < soon.length) caused = (await list()).faults;
  expect(caused.slice(0, soon.length).map(({ kind, cause }) => `${kind} ${cause}`)).toEqual(
    soon.map((kind) => `${kind} bad-day`),
  );
});

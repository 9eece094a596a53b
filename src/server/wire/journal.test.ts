import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { exchangesSchema, type Piece } from '../../protocol/exchange.ts';
import { type JournalEntry, journalSchema } from '../../protocol/journal.ts';
import type { Transport } from '../../protocol/transports.ts';
import { publish, startServer } from '../../testing/lab-server.ts';
import { send } from '../../testing/send.ts';

const ends: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function start(options: Parameters<typeof startServer>[0] = {}) {
  const server = await startServer(options);
  ends.push(server.close);
  const get = async (path: string) => (await fetch(`${server.url}${path}`)).json();
  const journal = async (after = 0) => journalSchema.parse(await get(`/api/journal?client=c&after=${after}`));
  return {
    ...server,
    ask: (path: string) => fetch(`${server.url}/streams/main/${path}`),
    journal,
    /** The entries, once there are as many of this kind. */
    async entries(kind: JournalEntry['kind'], count: number): Promise<JournalEntry[]> {
      for (;;) {
        const { entries } = await journal();
        if (entries.filter((entry) => entry.kind === kind).length >= count) return entries;
      }
    },
    exchange: async (transport: Transport) =>
      exchangesSchema.parse(await get('/api/exchanges?client=c')).transports[transport],
    account: async (transport: Transport) => (await get('/api/ledger?client=c')).transports[transport],
  };
}

const bytes = (pieces: readonly Piece[] = []) => pieces.reduce((sum, piece) => sum + piece.bytes, 0);
const text = (pieces: readonly Piece[] = []) => pieces.map((piece) => piece.text).join('');

test('tells of polls: when they arrived, what was written when in which answer, and that it was complete', async () => {
  const { url, ask, journal, entries } = await start();
  await journal();
  const { epoch } = await publish(url, 'main', [1, 2]);
  await ask('short-polling?after=0&client=c');
  await entries('end', 1);
  const held = ask('long-polling?after=2&client=c');
  await entries('request', 2);
  await ask('short-polling?after=2&client=c');
  await entries('end', 2);
  await publish(url, 'main', [3]);
  await held;
  const told = await entries('end', 3);
  const short = { transport: 'short-polling', request: 1 };
  const long = { transport: 'long-polling', request: 1 };
  const second = { transport: 'short-polling', request: 2 };
  const isWrite = ({ kind }: JournalEntry) => kind === 'events';
  expect(told.filter((entry) => !isWrite(entry))).toMatchObject([
    { kind: 'request', ...short },
    { kind: 'answer', ...short, status: 200 },
    { kind: 'end', ...short, complete: true },
    { kind: 'request', ...long },
    { kind: 'request', ...second },
    { kind: 'answer', ...second, status: 204 },
    { kind: 'end', ...second, complete: true },
    { kind: 'answer', ...long, status: 200 },
    { kind: 'end', ...long, complete: true },
  ]);
  expect(told.filter(isWrite)).toMatchObject([
    { ...short, epoch, firstId: 1, lastId: 2 },
    { ...long, epoch, firstId: 3, lastId: 3 },
  ]);
  const times = told.map((entry) => (entry.kind === 'events' ? entry.writtenAt : entry.at));
  expect(times).toEqual([...times].sort((a, b) => a - b));
  for (const entry of told) if (entry.kind === 'events') expect(entry.arrivedAt).toBeLessThanOrEqual(entry.writtenAt);
  const { next } = await journal();
  expect(next).toBe(told.length);
  expect(await journal(next)).toMatchObject({ next, lost: 0, entries: [] });
});

test('tells of streams: that they were opened, showed signs of life, and how they ended', async () => {
  const { url, ask, journal, entries } = await start({ streamLimits: { heartbeatMs: 20 } });
  await journal();
  const socket = new WebSocket(`${url.replace('http', 'ws')}/streams/main/websocket?client=c`);
  ends.push(() => socket.terminate());
  await new Promise((resolve) => socket.on('open', resolve));
  const source = await ask('sse?client=c');
  await entries('heartbeat', 4);
  socket.close();
  await source.body?.cancel();
  const told = await entries('end', 2);
  const of = (transport: Transport) => told.filter((entry) => entry.transport === transport);
  const opened = { request: 1, at: expect.any(Number) };
  expect(of('websocket').slice(0, 2)).toMatchObject([
    { kind: 'request', ...opened, connectedAt: expect.any(Number) },
    { kind: 'answer', ...opened, status: 101 },
  ]);
  expect(of('sse').slice(0, 2)).toMatchObject([{ kind: 'request' }, { kind: 'answer', status: 200 }]);
  for (const transport of ['websocket', 'sse'] as const) expect(of(transport)[2]?.kind).toBe('heartbeat');
  expect(of('websocket').at(-1)).toMatchObject({ kind: 'end', complete: true });
  expect(of('sse').at(-1)).toMatchObject({ kind: 'end', complete: false });
});

test('tells when a connection was made, once for each client that it carries', async () => {
  const { port, journal, entries } = await start();
  await journal();
  const socket = connect(port, '127.0.0.1');
  ends.push(() => socket.destroy());
  const poll = (client: string) =>
    socket.write(`GET /streams/main/short-polling?after=0&client=${client} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
  poll('other');
  await once(socket, 'data');
  poll('c');
  await entries('end', 1);
  poll('c');
  const told = await entries('end', 2);
  const requests = told.flatMap((entry) => (entry.kind === 'request' ? [entry] : []));
  expect(requests.map(({ connectedAt }) => connectedAt)).toEqual([expect.any(Number), null]);
  expect(requests[0]?.connectedAt).toBeLessThan(requests[0]?.at ?? 0);
});

test('tells of refusals, and of answers that nobody waited for', async () => {
  const { url, ask, journal, entries } = await start();
  await journal();
  const refused = { network: { proxy: { errorPercent: 100 } } };
  await send(url, 'PATCH', '/api/experiment', refused);
  const { status } = await ask('short-polling?after=0&client=c');
  await send(url, 'PATCH', '/api/experiment', { network: { proxy: { errorPercent: 0 } } });
  await entries('end', 1);
  const patience = new AbortController();
  const held = fetch(`${url}/streams/main/long-polling?after=0&client=c`, { signal: patience.signal });
  await entries('request', 2);
  patience.abort();
  await expect(held).rejects.toThrow();
  const told = await entries('end', 2);
  expect(told).toMatchObject([
    { kind: 'request', transport: 'short-polling' },
    { kind: 'answer', transport: 'short-polling', status },
    { kind: 'end', transport: 'short-polling', complete: true },
    { kind: 'request', transport: 'long-polling' },
    { kind: 'end', transport: 'long-polling', complete: false },
  ]);
});

test('keeps nothing while nobody asks', async () => {
  const { url, ask, journal } = await start();
  await publish(url, 'main', [1]);
  await ask('short-polling?after=0&client=c');
  expect(await journal()).toMatchObject({ next: 0, entries: [] });
});

test('shows a poll byte for byte as it went over the wire', async () => {
  const { url, ask, exchange, account } = await start();
  await exchange('sse');
  await publish(url, 'main', ['ä€😀', 2]);
  const body = await (await ask('short-polling?after=0&client=c')).text();
  const shown = await exchange('short-polling');
  const { bytesUp, bytesDown } = await account('short-polling');
  expect(text(shown?.request)).toMatch(
    /^GET \/streams\/main\/short-polling\?after=0&client=c HTTP\/1\.1\r\nhost: .*\r\n\r\n$/is,
  );
  expect(bytes(shown?.request)).toBe(bytesUp);
  expect(bytes(shown?.response)).toBe(bytesDown);
  expect(text(shown?.response).endsWith(body)).toBe(true);
  expect(shown?.response.map(({ kind }) => kind)).toEqual([
    'head',
    'framing',
    'payload',
    'framing',
    'payload',
    'framing',
  ]);
});

test('shows how a stream was opened, and its latest frame', async () => {
  const { url, exchange, account } = await start();
  await exchange('sse');
  const client = new WebSocket(`${url.replace('http', 'ws')}/streams/main/websocket?client=c`);
  ends.push(() => client.terminate());
  await new Promise((resolve) => client.on('open', resolve));
  const message = new Promise((resolve) => client.on('message', (data) => resolve(`${data}`)));
  await publish(url, 'main', ['x'.repeat(200)]);
  const received = await message;
  const shown = await exchange('websocket');
  const { upBy, downBy } = await account('websocket');
  expect(bytes(shown?.request)).toBe(upBy.setup);
  expect(bytes(shown?.response)).toBe(downBy.setup);
  expect(text(shown?.response)).toMatch(/^HTTP\/1\.1 101 /);
  expect(bytes(shown?.frame)).toBe(downBy.framing + downBy.payload);
  expect(shown?.frame.map(({ text }) => text)).toEqual([expect.stringMatching(/^81 7e 0[01] [0-9a-f]{2}$/), received]);
});

test('shows an SSE event with the chunk around it', async () => {
  const { url, ask, exchange, account } = await start();
  await exchange('sse');
  const response = await ask('sse?client=c');
  await publish(url, 'main', ['ä€😀']);
  await response.body?.getReader().read();
  const shown = await exchange('sse');
  const { downBy } = await account('sse');
  expect(bytes(shown?.frame)).toBe(downBy.framing + downBy.payload);
  expect(text(shown?.frame)).toMatch(/^[0-9a-f]+\r\nid: [a-z0-9]{8}-1\ndata: \{.*\}\n\n\r\n$/);
});

test('cuts what is too long to show, and says by how much', async () => {
  const { url, ask, exchange } = await start();
  await exchange('sse');
  await publish(url, 'main', ['x'.repeat(5_000)]);
  await ask('short-polling?after=0&client=c');
  const payload = (await exchange('short-polling'))?.response.find(({ kind }) => kind === 'payload');
  expect(payload?.text).toHaveLength(2_000);
  expect((payload?.cut ?? 0) + 2_000).toBe(payload?.bytes);
});

test('shows the first events of a long answer, and how many bytes the others have', async () => {
  const { url, ask, exchange, account } = await start();
  await exchange('sse');
  await publish(
    url,
    'main',
    Array.from({ length: 12 }, (_, index) => index),
  );
  await ask('short-polling?after=0&client=c');
  const shown = await exchange('short-polling');
  expect(bytes(shown?.response)).toBe((await account('short-polling')).bytesDown);
  expect(text(shown?.response)).toContain('… 7 more events');
});

test('holds on to nothing that was written while nobody asks', async () => {
  const { url, ask, exchange } = await start();
  await publish(url, 'main', ['kept in the log only']);
  await ask('short-polling?after=0&client=c');
  expect((await exchange('short-polling'))?.response.map(({ kind }) => kind)).toEqual(['head']);
});

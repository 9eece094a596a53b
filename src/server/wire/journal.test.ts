import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { exchangesSchema, type Piece, writesSchema } from '../../protocol/exchange.ts';
import type { Transport } from '../../protocol/transports.ts';
import { publish, startServer } from '../../testing/lab-server.ts';

const ends: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function start() {
  const server = await startServer();
  ends.push(server.close);
  const get = async (path: string) => (await fetch(`${server.url}${path}`)).json();
  return {
    ...server,
    ask: (path: string) => fetch(`${server.url}/streams/main/${path}`),
    writes: async (after = 0) => writesSchema.parse(await get(`/api/writes?client=c&after=${after}`)),
    exchange: async (transport: Transport) =>
      exchangesSchema.parse(await get('/api/exchanges?client=c')).transports[transport],
    account: async (transport: Transport) => (await get('/api/ledger?client=c')).transports[transport],
  };
}

const bytes = (pieces: readonly Piece[] = []) => pieces.reduce((sum, piece) => sum + piece.bytes, 0);
const text = (pieces: readonly Piece[] = []) => pieces.map((piece) => piece.text).join('');

test('tells which request carried which events, and when they were written', async () => {
  const { url, ask, writes } = await start();
  await writes();
  const { epoch } = await publish(url, 'main', [1, 2]);
  await ask('short-polling?after=0&client=c');
  const held = ask('long-polling?after=2&client=c');
  await ask('short-polling?after=2&client=c');
  await publish(url, 'main', [3]);
  await held;
  const told = await writes();
  expect(told.writes).toMatchObject([
    { transport: 'short-polling', request: 1, epoch, firstId: 1, lastId: 2 },
    { transport: 'long-polling', request: 1, epoch, firstId: 3, lastId: 3 },
  ]);
  for (const { arrivedAt, writtenAt } of told.writes) expect(arrivedAt).toBeLessThanOrEqual(writtenAt);
  expect(await writes(told.next)).toMatchObject({ next: told.next, lost: 0, writes: [] });
});

test('keeps no writes while nobody asks', async () => {
  const { url, ask, writes } = await start();
  await publish(url, 'main', [1]);
  await ask('short-polling?after=0&client=c');
  expect((await writes()).writes).toEqual([]);
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

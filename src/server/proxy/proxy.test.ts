import { once } from 'node:events';
import type { Socket } from 'node:net';
import { expect, type TestContext, test } from 'vitest';
import type { NetworkPatch } from '../../protocol/network.ts';
import { publish, startServer } from '../../testing/lab-server.ts';
import { handshake, openRaw, sendRaw } from '../../testing/raw.ts';
import { send } from '../../testing/send.ts';

async function start({ onTestFinished }: Pick<TestContext, 'onTestFinished'>, proxy: NetworkPatch['proxy']) {
  const server = await startServer({ streamLimits: { heartbeatMs: 60_000 } });
  onTestFinished(server.close);
  const setProxy = (change: NetworkPatch['proxy']) =>
    send(server.url, 'PATCH', '/api/experiment', { network: { proxy: change } });
  await setProxy(proxy);
  return { ...server, setProxy };
}

const get = (path: string, headers = '') => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`;
const SHORT = get('/streams/main/short-polling?client=a');

/** Gathers what arrives; `until` waits for text in it. */
function listen(socket: Socket, before = '') {
  let text = before;
  let changed = () => {};
  socket.on('data', (bytes) => {
    text += bytes.toString('latin1');
    changed();
  });
  return {
    text: () => text,
    async until(part: string): Promise<void> {
      while (!text.includes(part)) {
        await new Promise<void>((resolve) => {
          changed = resolve;
        });
      }
    },
  };
}

test('answers a held poll with 504 when the server is silent for too long', async (context) => {
  const { port } = await start(context, { idleTimeoutSeconds: 0.1 });
  const answer = await sendRaw(port, get('/streams/main/long-polling?wait=30&client=a'));
  expect(answer).toMatch(/^HTTP\/1\.1 504 /);
  expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
});

test('books the 504 to the client as what is no answer of ours, and the parts still add up', async (context) => {
  const { port, url } = await start(context, { maxResponseSeconds: 0.1 });
  const answer = await sendRaw(port, get('/streams/main/long-polling?wait=30&client=a'));
  const { transports } = (await (await fetch(`${url}/api/ledger?client=a`)).json()) as {
    transports: Record<string, { bytesDown: number; downBy: Record<string, number> }>;
  };
  const account = transports['long-polling'];
  expect(account?.bytesDown).toBe(answer.length);
  expect(account?.downBy.other).toBe(answer.length);
});

test.for([{ idleTimeoutSeconds: 0.2 }, { maxResponseSeconds: 0.2 }])(
  'cuts a stream that has begun: %o',
  async (proxy, context) => {
    const { port } = await start(context, proxy);
    const answer = await sendRaw(port, get('/streams/main/sse?client=a'));
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).not.toMatch(/\r\n0\r\n\r\n$/);
    expect(await sendRaw(port, handshake('/streams/main/websocket?client=a'))).toMatch(/^HTTP\/1\.1 101 /);
  },
);

test('loses patience with an answer that is under way when the limit is set', async (context) => {
  const { port, setProxy } = await start(context, {});
  const { socket } = await openRaw(port, get('/streams/main/sse?client=a'));
  await setProxy({ maxResponseSeconds: 0.1 });
  socket.resume();
  await once(socket, 'close');
});

test('holds a stream back until the buffer is full, then passes whole buffers on', async (context) => {
  const { port, url } = await start(context, { bufferBytes: 1_000 });
  const { socket } = await openRaw(port, SHORT);
  const heard = listen(socket);
  socket.write(get('/streams/main/sse?client=a'));
  await publish(url, 'main', ['x'.repeat(300)]);
  // Another client has it, and this one was written to in the same turn.
  await publish(url, 'main', ['y'.repeat(200)]);
  expect(heard.text()).toBe('');
  await publish(url, 'main', ['z'.repeat(400)]);
  await heard.until('x'.repeat(300));
  expect(heard.text().length % 1_000).toBe(0);
  socket.destroy();
});

test('passes an answer on whole when it ends, and lets go of what it held when it is switched off', async (context) => {
  const { port, url, setProxy } = await start(context, { bufferBytes: 60_000 });
  await publish(url, 'main', ['held back for no time']);
  const poll = await openRaw(port, get('/streams/main/short-polling?after=0&client=a'));
  expect(poll.answer).toContain('held back for no time');
  poll.socket.destroy();

  const { socket } = await openRaw(port, SHORT);
  const heard = listen(socket);
  socket.write(get('/streams/main/sse?after=0&client=a'));
  // Asked on the same connection's turn: the stream has been written when this is answered.
  await publish(url, 'main', ['the buffer is gone']);
  expect(heard.text()).toBe('');
  await setProxy({ bufferBytes: 0 });
  await heard.until('the buffer is gone');
  socket.destroy();
});

test('does not buffer a WebSocket', async (context) => {
  const { port, url } = await start(context, { bufferBytes: 60_000 });
  const { socket, answer } = await openRaw(port, handshake('/streams/main/websocket?client=a'));
  const heard = listen(socket, answer);
  await publish(url, 'main', ['at once']);
  await heard.until('at once');
  socket.destroy();
});

test('refuses an upgrade, or leaves it without an answer', async (context) => {
  const { port, setProxy } = await start(context, { upgrade: 'refuse' });
  expect(await sendRaw(port, handshake('/streams/main/websocket?client=a'))).toMatch(/^HTTP\/1\.1 426 /);
  await setProxy({ upgrade: 'hang', idleTimeoutSeconds: 0.1 });
  expect(await sendRaw(port, handshake('/streams/main/websocket?client=a'))).toMatch(/^HTTP\/1\.1 504 /);
});

test('closes the connection after each answer to a lane, and after no other', async (context) => {
  const { port } = await start(context, { keepAlive: false });
  expect(await sendRaw(port, SHORT)).toMatch(/connection: close/i);
  const { socket, answer } = await openRaw(port, get('/api/clock'));
  expect(answer).toMatch(/connection: keep-alive/i);
  socket.destroy();
});

test('answers with 429 and Retry-After past the rate, each client on its own', async (context) => {
  const { url } = await start(context, { requestsPerMinute: 6 });
  const poll = (client: string) => fetch(`${url}/streams/main/short-polling?client=${client}`);
  expect((await poll('a')).status).toBe(204);
  const refused = await poll('a');
  expect(refused.status).toBe(429);
  expect(refused.headers.get('Retry-After')).toBe('10');
  expect((await poll('b')).status).toBe(204);
});

test('answers all requests with 502 or 503 when all are to fail', async (context) => {
  const { url } = await start(context, { errorPercent: 100 });
  const statuses = new Set<number>();
  for (let count = 0; count < 30; count += 1) {
    statuses.add((await fetch(`${url}/streams/main/short-polling`)).status);
  }
  expect([...statuses].toSorted()).toEqual([502, 503]);
  expect((await fetch(`${url}/api/clock`)).status).toBe(200);
});

test('lets a client have so many requests open, of whatever transport, and lets the next in when one is over', async (context) => {
  const { port, url } = await start(context, { maxConnections: 2 });
  const poll = () => fetch(`${url}/streams/main/short-polling?client=a`);
  const sse = await openRaw(port, get('/streams/main/sse?client=a'));
  const webSocket = await openRaw(port, handshake('/streams/main/websocket?client=a'));
  expect((await poll()).status).toBe(503);
  webSocket.socket.destroy();
  await until(async () => (await poll()).status === 204);
  sse.socket.destroy();
});

/** The server learns of a client that left when its event loop comes to it. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds()));
}

test('has browsers send a cookie of the size that was asked for, and no longer when there is none', async (context) => {
  const { url, setProxy } = await start(context, { cookieBytes: 2_000 });
  const cookie = async () => (await fetch(`${url}/api/experiment`)).headers.get('Set-Cookie') ?? '';
  expect(await cookie()).toMatch(/; Path=\/streams; HttpOnly; SameSite=Strict$/);
  expect((await cookie()).split(';')[0]).toHaveLength(2_000);
  await setProxy({ cookieBytes: 0 });
  expect(await cookie()).toMatch(/^lane-padding=; Max-Age=0; Path=\/streams/);
});

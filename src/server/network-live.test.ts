import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { expect, type TestContext, test } from 'vitest';
import type { Ledger } from '../protocol/ledger.ts';
import type { NetworkPatch } from '../protocol/network.ts';
import { publish, startServer } from '../testing/lab-server.ts';
import { handshake, openRaw } from '../testing/raw.ts';
import { getText, send } from '../testing/send.ts';

/** What happens to connections that are in use when the network changes. */
async function start({ onTestFinished }: Pick<TestContext, 'onTestFinished'>) {
  const server = await startServer({ streamLimits: { heartbeatMs: 60_000 } });
  onTestFinished(server.close);
  const { url } = server;
  return {
    ...server,
    setNetwork: (network: NetworkPatch) => send(url, 'PATCH', '/api/experiment', { network }),
    connections: async () => JSON.parse(await getText(url, '/api/experiment')).networkStats.connections as number,
    ledger: async (client: string) => JSON.parse(await getText(url, `/api/ledger?client=${client}`)) as Ledger,
  };
}

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;
const POLL = get('/streams/main/short-polling?client=a');

test('a request under way is booked to its lane, however often the ledger is read meanwhile', async (context) => {
  const { port, setNetwork, ledger } = await start(context);
  await setNetwork({ rttMs: 100 });
  const { socket } = await openRaw(port, get('/api/clock?client=a'));
  socket.write(POLL);
  let answered = false;
  const answer = once(socket, 'data').then(() => {
    answered = true;
  });
  while (!answered) await ledger('a');
  await answer;
  const { transports, control } = await ledger('a');
  expect(transports['short-polling'].upBy.head).toBe(POLL.length);
  expect(control.bytesUp).toBeGreaterThan(0);
  socket.destroy();
});

test('a request that never arrives, because its connection ended on the way, is booked to its lane', async (context) => {
  const { port, setNetwork, connections, ledger } = await start(context);
  await setNetwork({ rttMs: 2_000 });
  const { socket } = await openRaw(port, get('/api/clock?client=a'));
  socket.write(POLL);
  while ((await ledger('a')).wire.bytesUp < POLL.length) await connections();
  await send(`http://127.0.0.1:${port}`, 'POST', '/api/faults', { kind: 'cut', how: 'rst' });
  await once(socket, 'close');
  const { transports } = await ledger('a');
  expect(transports['short-polling']).toMatchObject({ bytesUp: POLL.length, requests: 0 });
});

test('conditions that are set again before the last byte has arrived hold', async (context) => {
  const { port, url, setNetwork, connections } = await start(context);
  await setNetwork({ rttMs: 300 });
  const { socket } = await openRaw(port, get('/streams/main/sse?client=a'));
  const heard = once(socket, 'data');
  await publish(url, 'main', ['under way']);
  await setNetwork({ rttMs: 0 });
  await setNetwork({ rttMs: 300 });
  await heard;
  // The stream, and who asks.
  expect(await connections()).toBe(2);
  socket.destroy();
});

test('a WebSocket that is open when a buffer is put in is not buffered', async (context) => {
  const { port, url, setNetwork } = await start(context);
  const { socket } = await openRaw(port, handshake('/streams/main/websocket?client=a'));
  await setNetwork({ proxy: { bufferBytes: 8_192 } });
  const heard = once(socket, 'data');
  await publish(url, 'main', ['at once']);
  expect(`${(await heard)[0]}`).toContain('at once');
  socket.destroy();
});

test('a connection between two polls knows no idle timeout, nor does one that waits for a lane', async (context) => {
  const { port, setNetwork } = await start(context);
  const { socket } = await openRaw(port, POLL);
  await setNetwork({ proxy: { idleTimeoutSeconds: 0.1 } });
  const streaming = await openRaw(port, get('/streams/main/sse?client=a'));
  streaming.socket.resume();
  // Set at the same time, so the poll's connection would have been given up before.
  await once(streaming.socket, 'close');
  socket.write(POLL);
  expect(`${(await once(socket, 'data'))[0]}`).toMatch(/^HTTP\/1\.1 204/);
  socket.destroy();
});

test('a stream that has begun when an idle timeout is set is cut, with nothing written into it', async (context) => {
  const { port, setNetwork } = await start(context);
  const { socket, answer } = await openRaw(port, get('/streams/main/sse?client=a'));
  let heard = answer;
  socket.on('data', (bytes) => {
    heard += bytes.toString();
  });
  await setNetwork({ proxy: { idleTimeoutSeconds: 0.1 } });
  await once(socket, 'close');
  expect(heard.match(/HTTP\/1\.1/g)).toHaveLength(1);
});

test('an upgrade that is left hanging does not keep who has left', async (context) => {
  const { port, url, setNetwork } = await start(context);
  await setNetwork({ proxy: { upgrade: 'hang', maxConnections: 1 } });
  const { socket } = await openRaw(port, POLL);
  socket.write(handshake('/streams/main/websocket?client=a'));
  const poll = async () => (await fetch(`${url}/streams/main/short-polling?client=a`)).status;
  while ((await poll()) !== 503);
  socket.end();
  while ((await poll()) !== 204);
});

test('a stall lets whatever else comes on an idle connection pass', async (context) => {
  const { port, url } = await start(context);
  const { socket } = await openRaw(port, POLL);
  await send(url, 'POST', '/api/faults', { kind: 'stall' });
  socket.write(get('/api/clock'));
  expect(`${(await once(socket, 'data'))[0]}`).toMatch(/^HTTP\/1\.1 200/);
  socket.write(POLL);
  let heard = false;
  socket.on('data', () => {
    heard = true;
  });
  expect((await openRaw(port, POLL)).answer).toMatch(/204/);
  expect(heard).toBe(false);
  socket.destroy();
});

test('who is stalled takes nothing of what the network may hold', async (context) => {
  const { port, url, setNetwork } = await start(context);
  const { socket } = await openRaw(port, get('/streams/main/sse?client=a'));
  await send(url, 'POST', '/api/faults', { kind: 'stall' });
  await publish(
    url,
    'main',
    Array.from({ length: 20 }, () => 'x'.repeat(60_000)),
  );
  await setNetwork({ rttMs: 1 });
  expect(JSON.parse(await getText(url, '/api/experiment')).networkStats.queuedBytes).toBe(0);
  socket.destroy();
});

test.runIf(process.platform === 'linux')(
  'a reset while a connection is ending leaves no socket behind',
  async (context) => {
    const { port, url } = await start(context);
    const openFiles = () => readdirSync('/proc/self/fd').length;
    let over = false;
    // Each ends its connection as soon as it has asked, so that the server's end follows its answer.
    const poll = async () => {
      while (!over) {
        const socket = connect(port, '127.0.0.1');
        socket.on('error', () => {});
        socket.end(get('/streams/main/short-polling'));
        socket.resume();
        await new Promise((resolve) => socket.on('close', resolve));
      }
    };
    const before = openFiles();
    const polling = Promise.all([poll(), poll(), poll(), poll()]);
    for (let count = 0; count < 200; count += 1) await send(url, 'POST', '/api/faults', { kind: 'cut', how: 'rst' });
    over = true;
    await polling;
    while (openFiles() > before + 1) await getText(url, '/healthz');
  },
);

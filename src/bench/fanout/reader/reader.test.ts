import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { afterEach, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { startServer } from '../../../testing/lab-server.ts';
import { getText, send } from '../../../testing/send.ts';
import type { DialectName } from '../messages.ts';
import { type Connection, openStream } from './connection.ts';
import { createDelivery, createTally } from './delivery.ts';
import { dialect } from './dialects.ts';
import { openPoller } from './poller.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const CLIENTS = 3;

async function connect(name: DialectName, port: number) {
  const tally = createTally();
  const spoken = dialect(name);
  const connections = Array.from({ length: CLIENTS }, (): Connection => {
    const delivery = createDelivery(tally, () => performance.timeOrigin + performance.now(), 0);
    const connection =
      spoken.kind === 'stream'
        ? openStream(port, spoken, delivery, tally)
        : openPoller(port, spoken, 20, delivery, tally);
    ends.push(() => connection.close());
    return connection;
  });
  await Promise.all(connections.map(({ opened }) => opened));
  return { tally, connections };
}

test.each(['lab-websocket', 'lab-sse', 'lab-long-polling', 'lab-short-polling'] as const)(
  '%s: every subscriber gets every event once, and the bytes are those of the ledger',
  async (name) => {
    const { url, port, close } = await startServer();
    ends.push(close);
    const { tally, connections } = await connect(name, port);
    const publish = (running: boolean) =>
      send(url, 'PATCH', '/api/experiment', { publisher: { running, ratePerSecond: 1_000 } });
    await publish(true);
    await expect.poll(() => tally.delivered).toBeGreaterThan(50 * CLIENTS);
    const { stream } = (await publish(false)) as { stream: { cursor: string } };
    const lastId = Number(stream.cursor.split('-')[1]);
    await expect.poll(() => connections.map(({ delivery }) => delivery.lastId())).toEqual(Array(CLIENTS).fill(lastId));
    expect(tally.delivered).toBe(lastId * CLIENTS);
    for (const { delivery } of connections) expect([delivery.missing(), delivery.disordered()]).toEqual([0, 0]);
    // Short polls go on: at some moment nothing is on its way, and both have counted the same.
    await expect
      .poll(
        async () => {
          const { transports } = JSON.parse(await getText(url, '/api/ledger')) as Ledger;
          const account = transports[name.slice('lab-'.length)];
          return { down: account?.bytesDown, up: account?.bytesUp, read: tally.bytesDown, sent: tally.bytesUp };
        },
        { interval: 7, timeout: 10_000 },
      )
      .toSatisfy(({ down, up, read, sent }) => down === read && up === sent);
  },
);

type Ledger = { transports: Record<string, { bytesDown: number; bytesUp: number }> };

test.each(['websocket', 'socket.io'] as const)('%s: the handshake is understood, and what follows it', async (name) => {
  const server = createServer();
  const sockets = name === 'websocket' ? new WebSocketServer({ server }) : undefined;
  const io =
    name === 'socket.io'
      ? new Server(server, { transports: ['websocket'], pingInterval: 30, pingTimeout: 300 })
      : undefined;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => (io ? io.close() : server.close()));
  const { tally, connections } = await connect(name, (server.address() as AddressInfo).port);
  const upBefore = tally.bytesUp;
  const broadcast = (id: number) => {
    const event = { id, type: 'sample', at: performance.timeOrigin + performance.now(), data: 'a word' };
    for (const client of sockets?.clients ?? []) {
      client.ping();
      client.send(JSON.stringify(event));
    }
    io?.emit('event', event);
  };
  for (const id of [1, 2, 4]) broadcast(id);
  await expect.poll(() => tally.delivered).toBe(3 * CLIENTS);
  expect(connections.map(({ delivery }) => delivery.missing())).toEqual(Array(CLIENTS).fill(1));
  await expect.poll(() => tally.bytesUp).toBeGreaterThan(upBefore);
  expect(tally.lost).toBe(0);
});

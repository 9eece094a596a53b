import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { Ledger } from '../../protocol/ledger.ts';
import { type NetworkPatch, NO_CONDITIONS } from '../../protocol/network.ts';
import { TRANSPORTS } from '../../protocol/transports.ts';
import { publish, startServer } from '../../testing/lab-server.ts';
import { settled, startMetered, startSession } from '../../testing/metered-server.ts';
import { handshake, openRaw, sendRaw } from '../../testing/raw.ts';
import { startRelay } from '../../testing/relay.ts';
import { send } from '../../testing/send.ts';

const ends: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

describe.each(TRANSPORTS)('%s', (transport) => {
  test('is booked to the byte that a relay counts, through reconnects, heartbeats and large events', async () => {
    const { server, relay, ledger } = await startMetered(ends);
    const session = startSession(relay, transport, 'compared');
    await publish(server.url, 'main', ['ä€😀', 'x'.repeat(65_536), { nested: [1, null, 'two'] }]);
    await session.received(3);
    relay.cut('fin');
    await publish(server.url, 'main', ['after the first cut']);
    await session.received(4);
    relay.cut('fin');
    await publish(
      server.url,
      'main',
      Array.from({ length: 50 }, (_, index) => index),
    );
    await session.received(54);
    await session.stop();
    const account = (await settled(relay, () => ledger('compared'))).transports[transport];
    expect(account.bytesUp).toBe(relay.bytesUp());
    expect(account.bytesDown).toBe(relay.bytesDown());
    // Clients may open spare connections that carry nothing; the three that carried something are the lane's.
    expect(account.connections).toBeGreaterThanOrEqual(3);
    expect(account.connections).toBeLessThanOrEqual(relay.connections());
    // What was on its way when a connection was cut is written again after it.
    expect(account.events).toBeGreaterThanOrEqual(54);
    expect(session.ids).toEqual(Array.from({ length: 54 }, (_, index) => index + 1));
  });

  test('is booked to the byte through every condition, with faults in between', async () => {
    const { server, relay, ledger } = await startMetered(ends);
    const setNetwork = (network: NetworkPatch) => send(server.url, 'PATCH', '/api/experiment', { network });
    const session = startSession(relay, transport, 'shaped');
    const conditions: readonly NetworkPatch[] = [
      { rttMs: 10, jitterMs: 5, tls: true },
      { upKbitPerSecond: 500, downKbitPerSecond: 2_000, lossPercent: 2 },
      { proxy: { bufferBytes: 700, keepAlive: false } },
      { proxy: { maxResponseSeconds: 0.2, errorPercent: 30 } },
      NO_CONDITIONS,
    ];
    for (const [index, condition] of conditions.entries()) {
      await setNetwork(condition);
      await publish(server.url, 'main', [`${index}`, 'x'.repeat(20_000)]);
      // What the relay has not passed on yet when it cuts would be counted by it alone, so not while connections change.
      if (index >= 2) continue;
      await session.received(2 * index + 2);
      relay.cut('fin');
    }
    await session.received(10);
    await session.stop();
    const account = (await settled(relay, () => ledger('shaped'))).transports[transport];
    expect(account.bytesUp).toBe(relay.bytesUp());
    expect(account.bytesDown).toBe(relay.bytesDown());
    expect(session.ids).toEqual(Array.from({ length: 10 }, (_, index) => index + 1));
  });

  test('has a payload of the UTF-8 size of its events', async () => {
    const { server, relay, ledger } = await startMetered(ends);
    await publish(server.url, 'main', ['ä€😀', 'plain']);
    const session = startSession(relay, transport, 'sized');
    await session.received(2);
    await session.stop();
    const polled = await (await fetch(`${server.url}/streams/main/short-polling?after=0`)).json();
    const payloadBytes = polled.events.reduce(
      (bytes: number, event: unknown) => bytes + Buffer.byteLength(JSON.stringify(event)),
      0,
    );
    const account = (await ledger('sized')).transports[transport];
    expect(account.events).toBe(2);
    expect(account.payloadBytes).toBe(payloadBytes);
  });
});

test('connections that several transports share are booked request by request', async () => {
  const { server, relay, ledger } = await startMetered(ends);
  await publish(server.url, 'main', ['one']);
  const ask = (path: string) => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`;
  const requests = [
    ask('/streams/main/short-polling?after=0&client=shared'),
    ask('/api/clock?client=shared'),
    ask('/streams/main/long-polling?after=0&client=shared'),
    ask('/no-such-file?client=shared'),
  ];
  const socket = connect(Number(new URL(relay.url).port), '127.0.0.1');
  ends.push(() => socket.destroy());
  for (const request of requests) {
    socket.write(request);
    await new Promise((resolve) => socket.once('data', resolve));
  }
  const { transports, static: files, wire, control } = await settled(relay, () => ledger('shared'));
  const parts = [transports['short-polling'], transports['long-polling'], files];
  expect(parts.map(({ bytesUp }) => bytesUp)).toEqual([0, 2, 3].map((index) => requests[index]?.length));
  expect(parts.map(({ connections }) => connections)).toEqual([1, 1, 1]);
  // The ledger's own answers are control as well, and did not pass the relay: what remains must fit.
  expect(wire.bytesUp - control.bytesUp + ask('/api/clock?client=shared').length).toBe(relay.bytesUp());
});

test.each(['short-polling', 'long-polling'] as const)(
  '%s without keep-alive is booked to the byte',
  async (transport) => {
    const { server, relay, ledger } = await startMetered(ends);
    await publish(server.url, 'main', ['x'.repeat(1_000), 'ä€😀']);
    const head = `GET /streams/main/${transport}?after=0&client=once HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`;
    const port = Number(new URL(relay.url).port);
    for (let request = 0; request < 5; request += 1) await sendRaw(port, head);
    const account = (await settled(relay, () => ledger('once'))).transports[transport];
    expect(account).toMatchObject({
      requests: 5,
      connections: 5,
      bytesUp: relay.bytesUp(),
      bytesDown: relay.bytesDown(),
    });
  },
);

test.each(TRANSPORTS)('%s is booked to the byte when its client goes away in the middle', async (transport) => {
  const { server, relay, ledger } = await startMetered(ends);
  await publish(
    server.url,
    'main',
    Array.from({ length: 100 }, () => 'x'.repeat(50_000)),
  );
  const port = Number(new URL(relay.url).port);
  const path = `/streams/main/${transport}?after=0&client=gone`;
  const head = transport === 'websocket' ? handshake(path) : `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`;
  const cutAfter = [1, 20_000, 200_000];
  for (const bytes of cutAfter) {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    socket.write(head);
    let received = 0;
    await new Promise<void>((resolve) =>
      socket.on('data', (chunk) => {
        received += chunk.length;
        if (received >= bytes) resolve();
      }),
    );
    // An orderly end: what a reset destroys on its way, only the network knows.
    socket.pause().end();
    await new Promise((resolve) => socket.on('close', resolve).resume());
  }
  const account = (await settled(relay, () => ledger('gone'))).transports[transport];
  expect(account.bytesUp).toBe(relay.bytesUp());
  expect(account.bytesDown).toBe(relay.bytesDown());
  expect(account.requests).toBe(cutAfter.length);
});

test.each(TRANSPORTS)('%s is booked with the events that its client received, to the last one', async (transport) => {
  const { server, relay, ledger } = await startMetered(ends);
  const session = startSession(relay, transport, 'counted');
  await publish(
    server.url,
    'main',
    Array.from({ length: 30 }, (_, index) => index),
  );
  await session.received(30);
  await session.stop();
  // The client is gone, and once the server knows, what is published is written to nobody.
  await settled(relay, () => ledger('counted'));
  await publish(server.url, 'main', ['too late', 'too late']);
  const { events, emptyResponses } = (await settled(relay, () => ledger('counted'))).transports[transport];
  expect(events).toBe(30);
  if (transport === 'long-polling') expect(emptyResponses).toBe(0);
});

test('a WebSocket that was told to go is not written to any more', async () => {
  const { server, ledger } = await startMetered(ends);
  const { socket } = await openRaw(server.port, handshake('/streams/main/websocket?client=told'));
  // A message, which this stream does not take; the close frame in answer is ignored.
  const closed = new Promise((resolve) => socket.once('data', resolve));
  socket.write(Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0x68, 0x69]));
  await closed;
  await publish(server.url, 'main', [1, 2, 3]);
  const account = (await ledger('told')).transports.websocket;
  expect(account.events).toBe(0);
  expect(account.downBy.payload).toBe(0);
  socket.destroy();
});

test('what never becomes a request is booked as control', async () => {
  const { relay, ledger } = await startMetered(ends);
  const before = await ledger();
  const socket = connect(Number(new URL(relay.url).port), '127.0.0.1');
  socket.write('this is not HTTP\r\n\r\n');
  await new Promise((resolve) => socket.on('close', resolve).resume());
  const after = await settled(relay, ledger);
  const bookedUp = after.control.bytesUp - before.control.bytesUp;
  expect(bookedUp).toBeGreaterThanOrEqual(relay.bytesUp());
  expect(relay.bytesDown()).toBeGreaterThan(0);
});

test('a reader that is cut off is booked with what left the server, not with what was meant for it', async () => {
  const server = await startServer({ streamLimits: { stallMs: 100, closeMs: 100 } });
  ends.push(server.close);
  const relay = await startRelay(server.port);
  ends.push(relay.close);
  await publish(
    server.url,
    'main',
    Array.from({ length: 150 }, () => 'x'.repeat(100_000)),
  );
  const session = startSession(relay, 'websocket', 'slow');
  await session.received(1);
  relay.pauseDown();
  const cut = async () => /slow_readers_cut_total (\d+)/.exec(await (await fetch(`${server.url}/metrics`)).text())?.[1];
  while ((await cut()) === '0') await new Promise((resolve) => setTimeout(resolve, 20));
  relay.resumeDown();
  await session.received(150);
  await session.stop();
  const read = async () => (await fetch(`${server.url}/api/ledger?client=slow`)).json() as Promise<Ledger>;
  const account = (await settled(relay, read)).transports.websocket;
  expect(account.bytesDown).toBe(relay.bytesDown());
});

test('the parts add up to the whole while everything is under way', async () => {
  const { server, relay, ledger } = await startMetered(ends);
  const sessions = TRANSPORTS.map((transport) => startSession(relay, transport, transport));
  for (let round = 0; round < 20; round += 1) {
    await publish(server.url, 'main', ['x'.repeat(round * 100)]);
    const { wire, transports, control, static: files } = await ledger();
    const parts = [...Object.values(transports), control, files];
    expect(parts.reduce((bytes, part) => bytes + part.bytesUp, 0)).toBe(wire.bytesUp);
    expect(parts.reduce((bytes, part) => bytes + part.bytesDown, 0)).toBe(wire.bytesDown);
  }
  await Promise.all(sessions.map(({ received }) => received(20)));
  await Promise.all(sessions.map(({ stop }) => stop()));
});

test.each([
  ['sse', 'GET /streams/main/sse?client=cut HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'],
  ['websocket', handshake('/streams/main/websocket?client=cut')],
] as const)(
  '%s: what is published in the moment of a cut is not booked, for it never left',
  async (transport, head) => {
    const { server, relay, ledger } = await startMetered(ends);
    const { socket } = await openRaw(Number(new URL(relay.url).port), head);
    const post = (path: string, body: string) =>
      `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const both =
      post('/api/faults', '{"kind":"cut","how":"fin"}') +
      post('/streams/main/events', `{"data":"${'x'.repeat(5_000)}"}`);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.resume();
    const control = await openRaw(server.port, both);
    ends.push(() => control.socket.destroy());
    await closed;
    const account = (await settled(relay, () => ledger('cut'))).transports[transport];
    expect([account.bytesDown, account.payloadBytes, account.events]).toEqual([relay.bytesDown(), 0, 0]);
  },
);

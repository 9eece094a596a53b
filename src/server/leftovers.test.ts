import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { handshake } from '../testing/raw.ts';
import { createLabServer } from './lab-server.ts';
import { world } from './world.ts';

/** The real server, and how many timers it waits for. */
async function start() {
  const timers = new Set<object>();
  const setTimer = (delayMs: number, run: () => void) => {
    const timer = {};
    timers.add(timer);
    const cancel = world.setTimer(delayMs, () => {
      timers.delete(timer);
      run();
    });
    return () => {
      timers.delete(timer);
      cancel();
    };
  };
  const options = { host: '127.0.0.1', allowedOrigins: [], version: '0', publisher: { running: false } };
  const lab = await createLabServer(options, { ...world, setTimer });
  return { lab, port: await lab.listen(0), timers: () => timers.size };
}

test.each([
  ['sse', 'GET /streams/main/sse HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'],
  ['long-polling', 'GET /streams/main/long-polling HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'],
  ['websocket', handshake('/streams/main/websocket')],
])('a client of %s that leaves by itself leaves no timer', async (transport, head) => {
  const { lab, port, timers } = await start();
  const before = timers();
  const sockets = Array.from({ length: 5 }, () => connect(port, '127.0.0.1'));
  for (const socket of sockets) socket.write(head);
  if (transport === 'long-polling') {
    // One timer each, for the end of the hold.
    await expect.poll(timers).toBe(before + sockets.length);
  } else {
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('data', resolve))));
  }
  for (const socket of sockets) socket.destroy();
  await expect.poll(timers).toBe(before);
  await lab.close();
  expect(timers()).toBe(0);
});

import { afterEach, expect, test } from 'vitest';
import { nodePlatform } from '../client/platform-node.ts';
import { TRANSPORTS } from '../protocol/transports.ts';
import { publish, startServer } from '../testing/lab-server.ts';
import { createLab, type Lab } from './lab.ts';
import type { Snapshot } from './messages.ts';

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A lab on a real server, and a way to wait for a snapshot that is as wished. */
async function startLab() {
  const server = await startServer();
  ends.push(server.close);
  let listener = (_snapshot: Snapshot) => {};
  const lab: Lab = createLab(server.url, nodePlatform, (report) => {
    if (report.kind === 'snapshot') listener(report.snapshot);
  });
  ends.push(lab.stop);
  lab.handle({ kind: 'configure', settings: { pollIntervalMs: 50, holdSeconds: 5 } });
  const until = (wish: (snapshot: Snapshot) => boolean) =>
    new Promise<Snapshot>((resolve) => {
      listener = (snapshot) => {
        if (wish(snapshot)) resolve(snapshot);
      };
    });
  return { server, lab, until };
}

const allLanes = (wish: (lane: Snapshot['lanes']['sse']) => boolean) => (snapshot: Snapshot) =>
  TRANSPORTS.every((transport) => wish(snapshot.lanes[transport]));

test('every lane receives what is published by hand, once, and measures it', async () => {
  const { server, until } = await startLab();
  await until(({ run }) => run.startedAt !== undefined);
  await publish(server.url, 'main', ['one', 'two', 'three']);
  const snapshot = await until(allLanes(({ delivery }) => delivery.received === 3));
  for (const transport of TRANSPORTS) {
    const { delivery, latency, messages } = snapshot.lanes[transport];
    expect(delivery).toEqual({ received: 3, missing: 0, duplicated: 0, outOfOrder: 0, gaps: 0 });
    expect(messages.map(({ text }) => text)).toEqual(['three', 'two', 'one']);
    expect(latency?.count).toBe(3);
  }
  expect(snapshot.clock?.exchanges).toBeGreaterThanOrEqual(8);
});

test('a lane that is switched off receives nothing, and goes on from "now" when it is switched on', async () => {
  const { server, lab, until } = await startLab();
  await until(({ run }) => run.startedAt !== undefined);
  lab.handle({ kind: 'switch', transport: 'sse', on: false });
  await publish(server.url, 'main', ['missed']);
  await until(({ lanes }) => lanes.websocket.delivery.received === 1);
  lab.handle({ kind: 'switch', transport: 'sse', on: true });
  await until(({ lanes }) => lanes.sse.status.kind === 'running' && lanes.sse.status.state === 'open');
  await publish(server.url, 'main', ['seen']);
  const { lanes } = await until((snapshot) => snapshot.lanes.sse.delivery.received === 1);
  expect(lanes.sse.messages.map(({ text }) => text)).toEqual(['seen']);
  expect(lanes.sse.delivery.missing).toBe(0);
});

test('a reset starts every figure from zero under a new name', async () => {
  const { server, lab, until } = await startLab();
  const before = await until(({ run }) => run.startedAt !== undefined);
  await publish(server.url, 'main', ['before']);
  await until(allLanes(({ delivery }) => delivery.received === 1));
  lab.handle({ kind: 'reset' });
  const after = await until(({ run }) => run.startedAt !== undefined && run.client !== before.run.client);
  for (const transport of TRANSPORTS) expect(after.lanes[transport].delivery.received).toBe(0);
  await publish(server.url, 'main', ['after']);
  await until(allLanes(({ delivery }) => delivery.received === 1));
});

import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { nodePlatform } from '../client/platform-node.ts';
import { TRANSPORTS } from '../protocol/transports.ts';
import { publish, startServer } from '../testing/lab-server.ts';
import { LAB_SETTINGS, startRunningLab } from '../testing/running-lab.ts';
import { createLab } from './lab.ts';
import type { Snapshot } from './messages.ts';

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const allLanes = (wish: (lane: Snapshot['lanes']['sse']) => boolean) => (snapshot: Snapshot) =>
  TRANSPORTS.every((transport) => wish(snapshot.lanes[transport]));

test('every lane receives what is published by hand, once, and measures it', async () => {
  const { server, until } = await startRunningLab(ends);
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
  const { server, lab, until } = await startRunningLab(ends);
  await until(({ run }) => run.startedAt !== undefined);
  lab.handle({ kind: 'switch', lane: 'sse', on: false });
  await publish(server.url, 'main', ['missed']);
  await until(({ lanes }) => lanes.websocket.delivery.received === 1);
  lab.handle({ kind: 'switch', lane: 'sse', on: true });
  await until(({ lanes }) => lanes.sse.status.kind === 'running' && lanes.sse.status.state === 'open');
  await publish(server.url, 'main', ['seen']);
  const { lanes } = await until((snapshot) => snapshot.lanes.sse.delivery.received === 1);
  expect(lanes.sse.messages.map(({ text }) => text)).toEqual(['seen']);
  expect(lanes.sse.delivery.missing).toBe(0);
});

test('what a command changes is reported at once, and commands that follow too quickly are answered together', async () => {
  const server = await startServer();
  ends.push(server.close);
  let skippedMs = 0;
  const platform = { ...nodePlatform, now: () => nodePlatform.now() + skippedMs };
  const told: Snapshot[] = [];
  let tellFirst = () => {};
  const first = new Promise<void>((resolve) => {
    tellFirst = resolve;
  });
  const lab = createLab(server.url, platform, (report) => {
    if (report.kind !== 'snapshot') return;
    told.push(report.snapshot);
    tellFirst();
  });
  ends.push(lab.stop);
  await first;
  const before = told.length;
  skippedMs += 100;
  lab.handle({ kind: 'switch', lane: 'sse', on: false });
  expect(told[before]?.lanes.sse.on).toBe(false);
  lab.handle({ kind: 'reset' });
  expect(told).toHaveLength(before + 1);
  skippedMs += 100;
  lab.handle({ kind: 'follow', id: 1 });
  expect(told).toHaveLength(before + 2);
  expect(told[before + 1]?.run.client).not.toBe(told[before]?.run.client);
});

test('a reset starts every figure from zero under a new name', async () => {
  const { server, lab, until } = await startRunningLab(ends);
  const before = await until(({ run }) => run.startedAt !== undefined);
  await publish(server.url, 'main', ['before']);
  await until(allLanes(({ delivery }) => delivery.received === 1));
  lab.handle({ kind: 'reset' });
  const after = await until(({ run }) => run.startedAt !== undefined && run.client !== before.run.client);
  for (const transport of TRANSPORTS) expect(after.lanes[transport].delivery.received).toBe(0);
  await publish(server.url, 'main', ['after']);
  await until(allLanes(({ delivery }) => delivery.received === 1));
});

test('the latency is what an independent client measures, with a known delay on the way', async () => {
  const delayMs = 60;
  const { server, relay, until } = await startRunningLab(ends, { delayMs });
  await until(({ lanes }) => lanes.websocket.status.kind === 'running' && lanes.websocket.status.state === 'open');
  // In this process publication and arrival are on one clock, so the witness needs no clock offset.
  const witness = new WebSocket(`${relay.url.replace('http', 'ws')}/streams/main/websocket`);
  ends.push(() => witness.terminate());
  await new Promise((resolve) => witness.on('open', resolve));
  const seen: number[] = [];
  witness.on('message', (data) => seen.push(nodePlatform.now() - (JSON.parse(`${data}`) as { at: number }).at));

  const count = 20;
  await publish(
    server.url,
    'main',
    Array.from({ length: count }, (_, index) => index),
  );
  const { lanes, clock } = await until(
    (snapshot) => snapshot.lanes.websocket.wait?.count === count && snapshot.lanes.websocket.curve.length > 0,
  );
  const { curve, wait, transit } = lanes.websocket;
  const fastest = Math.min(...seen);
  expect(fastest).toBeGreaterThan(delayMs - 1);
  // The fastest of twenty, because a busy machine makes single ones late, not early.
  const uncertaintyMs = clock?.uncertaintyMs ?? 0;
  expect(Math.abs((curve[0]?.latencyMs ?? Number.NaN) - fastest)).toBeLessThan(uncertaintyMs);
  // All of the delay is after the event was written.
  expect(wait?.p50).toBeLessThan(delayMs / 2);
  expect(transit?.p50).toBeGreaterThan(delayMs - uncertaintyMs);
});

test.each([3_600_000, -3_600_000])('a clock that is %d ms off spoils nothing', async (clockShiftMs) => {
  const { server, until } = await startRunningLab(ends, { clockShiftMs });
  await until(({ run }) => run.startedAt !== undefined);
  await publish(server.url, 'main', ['one', 'two']);
  const { lanes, marks } = await until((snapshot) => (snapshot.lanes.websocket.series.length ?? 0) > 1);
  const { latency, series, ageMs = Number.NaN } = lanes.websocket;
  expect(latency?.max).toBeLessThan(60_000);
  expect(ageMs).toBeGreaterThan(0);
  expect(ageMs).toBeLessThan(60_000);
  expect(series.reduce((sum, { events }) => sum + events, 0)).toBe(2);
  expect(series.length).toBeLessThan(60);
  expect(marks.filter(({ spoiler }) => spoiler === 'clock-jumped' || spoiler === 'slept')).toEqual([]);
});

test('the story of an event has its way over every lane, and who it came with', async () => {
  const { server, lab, until } = await startRunningLab(ends);
  await until(({ run }) => run.startedAt !== undefined);
  const { id } = await publish(server.url, 'main', ['first', 'second']);
  lab.handle({ kind: 'follow', id });
  const { story } = await until((snapshot) =>
    TRANSPORTS.every((transport) => snapshot.story?.lanes[transport]?.written !== undefined),
  );
  expect(story).toMatchObject({ id, type: 'message', text: 'second' });
  for (const transport of TRANSPORTS) {
    const { written, receivedAt = 0 } = story?.lanes[transport] ?? {};
    expect(written?.writtenAt).toBeGreaterThanOrEqual(story?.at ?? Number.NaN);
    expect(written?.lastId).toBeGreaterThanOrEqual(id);
    expect(written?.firstId).toBeLessThanOrEqual(id);
    expect(receivedAt).toBeGreaterThan(0);
  }
});

test('what spoils a run is marked, and stays so over a reset while it lasts', async () => {
  const { lab, until } = await startRunningLab(ends);
  lab.handle({ kind: 'spoiled', spoiler: 'hidden', on: true });
  const before = await until(({ marks }) => marks.some(({ spoiler }) => spoiler === 'hidden'));
  expect(before.marks.find(({ spoiler }) => spoiler === 'hidden')?.to).toBeUndefined();
  lab.handle({ kind: 'reset' });
  await until(
    ({ run, marks }) => run.client !== before.run.client && marks.some(({ spoiler }) => spoiler === 'hidden'),
  );
  lab.handle({ kind: 'spoiled', spoiler: 'hidden', on: false });
  await until(({ marks }) => marks.some(({ spoiler, to }) => spoiler === 'hidden' && to !== undefined));
});

test('a server that begins anew is told as a gap, and marked', async () => {
  const first = await startServer();
  let listener = (_snapshot: Snapshot) => {};
  const lab = createLab(first.url, nodePlatform, (report) => {
    if (report.kind === 'snapshot') listener(report.snapshot);
  });
  ends.push(lab.stop);
  const until = (wish: (snapshot: Snapshot) => boolean) =>
    new Promise<Snapshot>((resolve) => {
      listener = (snapshot) => {
        if (wish(snapshot)) resolve(snapshot);
      };
    });
  lab.handle({ kind: 'configure', settings: LAB_SETTINGS });
  await until(({ run }) => run.startedAt !== undefined);
  await publish(first.url, 'main', [1, 2, 3]);
  await until(allLanes(({ wait }) => wait?.count === 3));
  await first.close();
  const second = await startServer({ port: first.port });
  ends.push(second.close);
  await publish(second.url, 'main', [4]);
  const { lanes, marks } = await until(allLanes(({ delivery }) => delivery.received === 4));
  for (const transport of TRANSPORTS) {
    expect(lanes[transport].delivery).toMatchObject({ gaps: 1, missing: 0 });
    // One loss, however many attempts it took; a poll in between need not have noticed it.
    expect(lanes[transport].reconnects).toBeLessThanOrEqual(1);
  }
  expect([lanes.sse.reconnects, lanes.websocket.reconnects]).toEqual([1, 1]);
  if (!marks.some(({ spoiler }) => spoiler === 'server-restarted')) {
    await until((snapshot) => snapshot.marks.some(({ spoiler }) => spoiler === 'server-restarted'));
  }
}, 20_000);

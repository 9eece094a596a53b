import { expect, test } from 'vitest';
import type { Load } from '../../protocol/load.ts';
import { type Swarm, swarmPlanSchema } from '../../protocol/swarm.ts';
import { forEachTransport, type Transport } from '../../protocol/transports.ts';
import { NoAnswerError } from './control.ts';
import type { Crowd } from './crowd.ts';
import { runCurve } from './curve.ts';
import { nodeWorld } from './node-world.ts';
import { createTally } from './tally.ts';

/** A server that takes 1 % of a core by itself and 2 % for each client, and gives each client 100 events a second. */
function setUp({ silentFrom = Number.POSITIVE_INFINITY, connects = (started: number) => started > 0 } = {}) {
  let time = 0;
  let cpuMs = 0;
  let events = 0;
  const crowds = (['sse', 'websocket'] as const).map((name) => crowdOf(name, connects));
  const connected = () => crowds.reduce((sum, { tally }) => sum + tally.connected, 0);
  const pass = (ms: number) => {
    time += ms;
    cpuMs += (ms * (1 + 2 * connected())) / 100;
    events += (ms * 100 * connected()) / 1_000;
  };
  const load = async () => {
    if (connected() >= silentFrom) throw new NoAnswerError('the server did not answer within 5 s');
    const account = { events, requests: 0, bytesUp: 0, bytesDown: 0, payloadBytes: 0, open: connected() };
    const memory = { rssBytes: 0, heapUsedBytes: 0, externalBytes: 0 };
    const transports = forEachTransport(() => account);
    return { at: time, cpu: { userMs: cpuMs, systemMs: 0 }, memory, published: 0, transports } as unknown as Load;
  };
  const platform = {
    ...nodeWorld.platform,
    now: () => time,
    setTimer(delayMs: number, run: () => void) {
      const timer = setImmediate(() => {
        pass(delayMs);
        run();
      });
      return () => clearImmediate(timer);
    },
  };
  const told: Partial<Swarm> = {};
  const run = runCurve({
    plan: swarmPlanSchema.parse({ kind: 'curve', clients: [2, 4, 8], secondsEach: 1, rampPerSecond: 1_000 }) as never,
    ...{ crowds, world: { ...nodeWorld, platform }, signal: new AbortController().signal },
    control: {
      ...{ load, collect: load, takeDelay: async () => ({ p50: 0, p99: 4, max: 9 }), cursor: async () => 'x-0' },
      ...{ matchClocks: async () => {}, toServerTime: (own) => own },
    },
    watch: () => ({ list: () => [] }),
    settle() {},
    changed: (change) => Object.assign(told, change),
  });
  return { run, told };
}

function crowdOf(transport: Transport, connects: (started: number) => boolean): Crowd {
  const tally = createTally();
  let started = 0;
  return {
    ...{ transport, tally, wanted: 0, drop() {}, check() {}, started: () => started },
    add() {
      started += 1;
      if (connects(started)) tally.connected += 1;
    },
    async stop() {
      tally.connected = 0;
      started = 0;
    },
  };
}

test('CPU is above what the server takes without clients, in the figure and in the power', async () => {
  const { run, told } = setUp();
  await run;
  expect(told.points).toHaveLength(6);
  for (const point of told.points ?? []) {
    // 2 % of a core for 100 events a second.
    expect(point.cpuPerDeliveryMicroseconds).toBeCloseTo(200, 6);
    expect(point).toMatchObject({ doubts: [], loopDelayP99Ms: 4 });
  }
  expect(told.growth?.map(({ exponent }) => exponent)).toEqual([expect.closeTo(1, 6), expect.closeTo(1, 6)]);
});

test('a server that does not answer ends the curve of that transport, and the next one begins', async () => {
  const { run, told } = setUp({ silentFrom: 4 });
  await run;
  expect(told.points?.map(({ transport, clients }) => [transport, clients])).toEqual([
    ['sse', 2],
    ['websocket', 2],
  ]);
  const why = 'With 4 clients the server did not answer within 5 s.';
  expect(told.growth).toMatchObject([
    { transport: 'sse', bendsAt: 4, why },
    { transport: 'websocket', bendsAt: 4, why },
  ]);
});

test('clients that do not connect make the point one in doubt', async () => {
  const { run, told } = setUp({ connects: (started) => started <= 3 });
  await run;
  expect(told.points?.slice(0, 3).map(({ doubts }) => doubts)).toEqual([
    [],
    ['1 of 4 clients was not connected.'],
    ['5 of 8 clients were not connected.'],
  ]);
});

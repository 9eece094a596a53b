import { afterEach, expect, test } from 'vitest';
import type { Load } from '../protocol/load.ts';
import { type Swarm, type SwarmPlanRequest, swarmPlanSchema } from '../protocol/swarm.ts';
import type { SwarmOrder } from '../protocol/swarm-process.ts';
import { getText, send } from '../testing/send.ts';
import { startSwarmServer } from '../testing/swarm-server.ts';
import { createLoadReader } from './load.ts';
import { createSwarms } from './swarm-process.ts';

const ends: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const FOUR = { 'short-polling': 5, 'long-polling': 5, sse: 5, websocket: 5 };
const HOLD: SwarmPlanRequest = { kind: 'hold', clients: FOUR, seconds: 60, pollIntervalMs: 50, reader: 'lean' };
const QUICK = { publisher: { running: true, ratePerSecond: 50 } };

const loadOf = async (url: string): Promise<Load> => JSON.parse(await getText(url, '/api/load'));

test('ramps up, holds and ends by itself, with nothing missing', async () => {
  const { start, latest, until, url } = await startSwarmServer(ends, QUICK);
  expect(await latest()).toBeNull();
  expect(await start({ ...HOLD, seconds: 1 })).toMatchObject({ number: 1, outcome: null, reader: 'lean' });
  const held = await until(({ state }) => state === 'holding');
  expect(held.progress).toBeGreaterThan(0);
  const { transports, progress } = await until(({ outcome }) => outcome === 'done');
  expect(progress).toBe(1);
  for (const transport of ['short-polling', 'long-polling', 'sse', 'websocket'] as const) {
    const group = transports[transport];
    expect(group).toMatchObject({ wanted: 5, started: 5, connected: 5, missing: 0, duplicated: 0, losses: 0 });
    expect(group?.events).toBeGreaterThan(20);
    expect(group?.latency.count).toBeGreaterThan(0);
  }
  expect((await loadOf(url)).transports.sse.open).toBe(0);
});

test('stopped midway it leaves nothing', async () => {
  const { start, stop, latest, until, url } = await startSwarmServer(ends, QUICK);
  await start({ ...HOLD, rampPerSecond: 5 });
  await until(({ transports }) => (transports.sse?.connected ?? 0) > 0);
  await stop();
  expect(await latest()).toMatchObject({ state: 'ended', outcome: 'stopped', number: 1 });
  const { transports } = await loadOf(url);
  expect(Object.values(transports).map(({ open }) => open)).toEqual([0, 0, 0, 0]);
  // The next one may start.
  expect(await start(HOLD)).toMatchObject({ number: 2 });
});

test('there is one at a time', async () => {
  const { start } = await startSwarmServer(ends);
  await start(HOLD);
  await expect(start(HOLD)).rejects.toThrow(/409.*DELETE \/api\/swarm stops it/);
});

test.each([
  [{ openFiles: 105, ports: null }, /422.*20 clients need 120 open files.*may have 105.*ulimit -n/],
  [{ openFiles: null, ports: 19 }, /422.*20 clients need as many local ports.*19.*sysctl/],
])('limits that are too low are told first: %j', async (limits, says) => {
  const { start, latest } = await startSwarmServer(ends, { limits });
  await expect(start(HOLD)).rejects.toThrow(says);
  expect(await latest()).toBeNull();
});

test.each([
  [{ kind: 'hold', clients: {} }, /clients: must be 1 to 10000 together/],
  [{ kind: 'hold', clients: { sse: 20_000 } }, /clients\.sse: must be a whole number from 0 to 10000/],
  [{ kind: 'curve', clients: [10, 5] }, /clients: must rise/],
  [{ kind: 'flood' }, /must be hold or curve/],
])('a plan that cannot be is refused with what is allowed: %j', async (plan, says) => {
  const { url } = await startSwarmServer(ends);
  await expect(send(url, 'POST', '/api/swarm', plan)).rejects.toThrow(says);
});

test('all clients are dropped at once and come back without a loss of events', async () => {
  const { start, until, url } = await startSwarmServer(ends, QUICK);
  await expect(send(url, 'POST', '/api/swarm/drop', {})).rejects.toThrow(/409.*No swarm holds its clients/);
  await start({ ...HOLD, backoff: { baseDelayMs: 300 } });
  await until(
    ({ state, transports }) => state === 'holding' && Object.values(transports).every((each) => each.connected === 5),
  );
  await send(url, 'POST', '/api/swarm/drop', { jitter: 'none' });
  const { herds, transports } = await until(({ state, herds: [herd] }) => state === 'holding' && herd !== undefined);
  expect(herds).toHaveLength(1);
  expect(herds[0]).toMatchObject({ jitter: 'none', dropped: 20, returned: 20, allBackAfterMs: expect.any(Number) });
  expect(herds[0]?.attempts.reduce((sum, count) => sum + count, 0)).toBe(20);
  for (const { missing, duplicated, losses, gaps } of Object.values(transports)) {
    expect({ missing, duplicated, losses, gaps }).toEqual({ missing: 0, duplicated: 0, losses: 0, gaps: 0 });
  }
});

test('a curve measures each number of each transport', async () => {
  const { start, until } = await startSwarmServer(ends, QUICK);
  await start({ kind: 'curve', transports: ['sse', 'websocket'], clients: [2, 4], secondsEach: 1, reader: 'lean' });
  const { points, growth, outcome } = await until(({ state }) => state === 'ended');
  expect(outcome).toBe('done');
  expect(points.map(({ transport, clients }) => [transport, clients])).toEqual([
    ...[2, 4].map((clients) => ['sse', clients]),
    ...[2, 4].map((clients) => ['websocket', clients]),
  ]);
  for (const { deliveredPerSecond, clients, missing } of points) {
    expect(missing).toBe(0);
    // 50 events a second to each; how many of them fall into the second is not up to us.
    expect(deliveredPerSecond / clients).toBeGreaterThan(20);
  }
  expect(growth.map(({ transport }) => transport)).toEqual(['sse', 'websocket']);
}, 30_000);

test('a process that dies makes the swarm fail with why', async () => {
  let end = (_why: string) => {};
  let tell = (_news: unknown) => {};
  const child = {
    send: (_order: SwarmOrder) => {},
    kill() {},
    onNews: (listener: (news: unknown) => void) => {
      tell = listener;
    },
    onceEnded: (listener: (why: string) => void) => {
      end = listener;
    },
  };
  const { url, latest } = await startSwarmServer(ends, { startSwarmProcess: () => child });
  const ordered = new Promise<SwarmOrder>((resolve) => {
    child.send = resolve;
  });
  const started = send(url, 'POST', '/api/swarm', HOLD);
  const order = await ordered;
  tell({ kind: 'report', swarm: firstReport(order) });
  await started;
  end('signal SIGKILL');
  expect(await latest()).toMatchObject({ state: 'ended', outcome: 'failed', why: expect.stringContaining('SIGKILL') });
});

test('a process that tells what is no report is ended, and whoever started it is told why', async () => {
  let tell = (_news: unknown) => {};
  let end = (_why: string) => {};
  const child = {
    send: (order: SwarmOrder) => {
      tell({ kind: 'report', swarm: { ...firstReport(order), progress: -1 } });
    },
    kill: () => end('signal SIGKILL'),
    onNews: (listener: (news: unknown) => void) => {
      tell = listener;
    },
    onceEnded: (listener: (why: string) => void) => {
      end = listener;
    },
  };
  const { url, latest } = await startSwarmServer(ends, { startSwarmProcess: () => child });
  await expect(send(url, 'POST', '/api/swarm', HOLD)).rejects.toThrow(/500.*what is not a report/);
  expect(await latest()).toBeNull();
});

test('a report that cannot be read makes a swarm that runs fail', async () => {
  let tell = (_news: unknown) => {};
  let end = (_why: string) => {};
  const child = {
    send: (order: SwarmOrder) => tell({ kind: 'report', swarm: firstReport(order) }),
    kill: () => end('signal SIGKILL'),
    onNews: (listener: (news: unknown) => void) => {
      tell = listener;
    },
    onceEnded: (listener: (why: string) => void) => {
      end = listener;
    },
  };
  const { url, latest } = await startSwarmServer(ends, { startSwarmProcess: () => child });
  await send(url, 'POST', '/api/swarm', HOLD);
  await expect(send(url, 'POST', '/api/swarm/drop', {})).rejects.toThrow(/409/);
  tell({ kind: 'report', swarm: 'nonsense' });
  expect(await latest()).toMatchObject({ outcome: 'failed', why: expect.stringContaining('what is not a report') });
});

test('clients that are not connected cannot be dropped', async () => {
  let tell = (_news: unknown) => {};
  const child = {
    send: (order: SwarmOrder) => {
      if (order.kind === 'start') tell({ kind: 'report', swarm: { ...firstReport(order), state: 'holding' } });
    },
    kill() {},
    onNews: (listener: (news: unknown) => void) => {
      tell = listener;
    },
    onceEnded: (listener: (why: string) => void) => void ends.push(() => listener('over')),
  };
  const { url, start } = await startSwarmServer(ends, { startSwarmProcess: () => child });
  await start(HOLD);
  await expect(send(url, 'POST', '/api/swarm/drop', {})).rejects.toThrow(/409.*No client is connected/);
});

test('a server that is ending starts no swarm', async () => {
  const startProcess = () => {
    throw new Error('none is to be started');
  };
  const swarms = createSwarms({ startProcess, url: () => '', now: () => 0, setTimer: () => () => {} });
  await swarms.close();
  expect(() => swarms.start(swarmPlanSchema.parse(HOLD))).toThrow('The server is ending');
});

test('the delay of the event loop is told since it was asked last, and watched only while somebody asks', () => {
  const timers: (() => void)[] = [];
  let watches = 0;
  const watchDelay = () => {
    watches += 1;
    return {
      take: () => ({ p50: 1, p99: 2, max: 3 }),
      stop() {
        watches -= 1;
      },
    };
  };
  const load = createLoadReader({
    ...({ process: { watchDelay } } as unknown as Parameters<typeof createLoadReader>[0]),
    setTimer: (_delayMs, run) => {
      timers.push(run);
      return () => {};
    },
  });
  expect(load.takeDelay()).toEqual({ p50: 0, p99: 0, max: 0 });
  expect(load.takeDelay()).toEqual({ p50: 1, p99: 2, max: 3 });
  expect(watches).toBe(1);
  timers.at(-1)?.();
  expect(watches).toBe(0);
  expect(load.takeDelay().max).toBe(0);
});

test('a process that dies before it tells anything is told, too', async () => {
  const child = { send() {}, kill() {}, onNews() {}, onceEnded: (tell: (why: string) => void) => tell('code 1') };
  const { url } = await startSwarmServer(ends, { startSwarmProcess: () => child });
  await expect(send(url, 'POST', '/api/swarm', HOLD)).rejects.toThrow(/500/);
});

test('the load counts what is published and delivered, and collects garbage at most twice a second', async () => {
  const { start, until, url } = await startSwarmServer(ends, QUICK);
  const before = await loadOf(url);
  await start({ ...HOLD, clients: { sse: 5 } });
  await until(({ transports }) => (transports.sse?.events ?? 0) > 10);
  const after = await loadOf(url);
  expect(after.published).toBeGreaterThan(before.published);
  expect(after.transports.sse.events).toBeGreaterThan(10);
  expect(after.transports.sse.open).toBe(5);
  expect(after.cpu.userMs).toBeGreaterThan(before.cpu.userMs);
  const answers = await Promise.all([1, 2].map(() => fetch(`${url}/api/load/collect`, { method: 'POST' })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 429]);
  expect(answers.find(({ status }) => status === 429)?.headers.get('Retry-After')).toBe('1');
});

function firstReport(order: SwarmOrder): Swarm {
  if (order.kind !== 'start') throw new Error('the first order is to start');
  const { number, plan } = order;
  return {
    ...{ number, plan, state: 'starting', outcome: null, why: null, startedAt: 1, at: 1, progress: 0, reader: 'lean' },
    ...{ transports: {}, generator: { cpuPercent: 0, loopDelayMaxMs: 0 }, doubts: [], step: null },
    ...{ points: [], growth: [], herds: [] },
  };
}

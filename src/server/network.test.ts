import { once } from 'node:events';
import { describe, expect, type TestContext, test } from 'vitest';
import type { Experiment } from '../protocol/experiment.ts';
import type { FaultRequest } from '../protocol/faults.ts';
import { LANES, type LaneName } from '../protocol/lanes.ts';
import type { NetworkPatch } from '../protocol/network.ts';
import { type SessionOptions, startCheckedSession } from '../testing/checked-session.ts';
import { cursorOf, publish, startServer } from '../testing/lab-server.ts';
import { openRaw } from '../testing/raw.ts';
import { getText, send } from '../testing/send.ts';

type Context = Pick<TestContext, 'onTestFinished'>;

async function start({ onTestFinished }: Context) {
  const server = await startServer({ streamLimits: { retryMs: 10, heartbeatMs: 50, stallMs: 2_000, closeMs: 200 } });
  onTestFinished(server.close);
  const { url } = server;
  const cursor = await cursorOf(url);
  return {
    url,
    follow(transport: LaneName, options?: SessionOptions) {
      const session = startCheckedSession(url, transport, cursor, options);
      onTestFinished(session.stop);
      return session;
    },
    setNetwork: (network: NetworkPatch) => send(url, 'PATCH', '/api/experiment', { network }),
    port: server.port,
    stats: async () => ((await (await fetch(`${url}/api/experiment`)).json()) as Experiment).networkStats,
    cause: (fault: FaultRequest) => send(url, 'POST', '/api/faults', fault),
  };
}

const WHOLE = { missing: 0, duplicated: 0, outOfOrder: 0 };

/** Each condition that lets events through, whichever transport carries them. */
const CONDITIONS: Record<string, { readonly network: NetworkPatch; readonly options?: SessionOptions }> = {
  'a round-trip time': { network: { rttMs: 20 } },
  jitter: { network: { rttMs: 5, jitterMs: 40 } },
  'little bandwidth up': { network: { upKbitPerSecond: 64 } },
  'little bandwidth down': { network: { downKbitPerSecond: 64 } },
  loss: { network: { rttMs: 5, lossPercent: 5 }, options: { config: { answerTimeoutMs: 3_000, silenceTimeoutMs: 0 } } },
  TLS: { network: { rttMs: 20, tls: true } },
  'a connection for each answer': { network: { proxy: { keepAlive: false } } },
  'a third of all requests refused': { network: { proxy: { errorPercent: 33 } } },
  'a rate limit': {
    network: { proxy: { requestsPerMinute: 6_000 } },
    options: { policy: { maxRetryAfterMs: 20 } },
  },
  'an idle timeout': { network: { proxy: { idleTimeoutSeconds: 0.1 } } },
  'a maximum response time': { network: { proxy: { maxResponseSeconds: 0.1 } } },
  'all of them': {
    network: {
      ...{ rttMs: 4, jitterMs: 4, upKbitPerSecond: 1_000, downKbitPerSecond: 1_000, lossPercent: 1, tls: true },
      proxy: { keepAlive: false, errorPercent: 10, idleTimeoutSeconds: 0.3, maxResponseSeconds: 0.5 },
    },
    options: { config: { answerTimeoutMs: 1_000 } },
  },
};

describe.concurrent.each(LANES)('%s', { timeout: 60_000 }, (transport) => {
  test.for(Object.entries(CONDITIONS))(
    'delivers all, once and in order, through %s',
    async ([, condition], context) => {
      const { url, follow, setNetwork } = await start(context);
      await publish(url, 'main', ['before']);
      const session = follow(transport, condition.options);
      await session.until(({ data }) => data.includes('before'));
      // The connection is open by now: what is set holds for live ones too.
      await setNetwork(condition.network);
      for (let number = 1; number <= 20; number += 1) await publish(url, 'main', [number]);
      await session.until(({ data }) => data.includes(20));
      await setNetwork({ ...NOTHING, proxy: NOTHING_PROXIED });
      await publish(url, 'main', ['after']);
      await session.until(({ data }) => data.includes('after'));
      expect(session.delivery()).toMatchObject({ received: 22, gaps: 0, ...WHOLE });
    },
  );

  const FAULTS: readonly FaultRequest[] = [
    { kind: 'cut', how: 'fin' },
    { kind: 'cut', how: 'rst' },
    { kind: 'outage', seconds: 0.2 },
    { kind: 'stall' },
  ];

  test.for(FAULTS)('delivers all, once and in order, after %o', async (fault, context) => {
    const { url, follow, cause } = await start(context);
    const session = follow(transport);
    for (let number = 1; number <= 5; number += 1) {
      await publish(url, 'main', [`${number} before`]);
      await session.until(({ data }) => data.includes(`${number} before`));
      await cause(fault);
      await publish(url, 'main', [`${number} after`]);
      await session.until(({ data }) => data.includes(`${number} after`));
    }
    expect(session.delivery()).toMatchObject({ received: 10, gaps: 0, ...WHOLE });
  });

  test('is told of the new epoch after a restart, and misses nothing of it', async (context) => {
    const { url, follow, cause } = await start(context);
    const session = follow(transport);
    await publish(url, 'main', ['old']);
    await session.until(({ data }) => data.includes('old'));
    await cause({ kind: 'restart', seconds: 0.1 });
    await publish(url, 'main', ['new 1']);
    await publish(url, 'main', ['new 2']);
    await session.until(({ data }) => data.includes('new 2'));
    await session.until(({ gaps }) => gaps.length > 0);
    expect(session.gaps().map(({ reason }) => reason)).toEqual(['epoch-changed']);
    expect(session.delivery()).toMatchObject({ received: 3, gaps: 1, ...WHOLE });
  });
});

test('everything but the lanes passes at once, on a shared connection too', async (context) => {
  const { url, port, setNetwork } = await start(context);
  await setNetwork({ rttMs: 2_000, jitterMs: 2_000, upKbitPerSecond: 32, downKbitPerSecond: 32, lossPercent: 30 });
  const { socket } = await openRaw(port, get('/api/clock'));
  const lane = openRaw(port, get('/streams/main/short-polling')).then(({ socket }) => {
    socket.destroy();
    return 'the lane';
  });
  // Of the many that are asked here a lane's is due after two seconds at the earliest.
  for (let count = 0; count < 20; count += 1) {
    socket.write(get('/api/clock'));
    await once(socket, 'data');
    await publish(url, 'main', [count]);
  }
  expect(await Promise.race([lane, getText(url, '/api/clock').then(() => 'the control')])).toBe('the control');
  socket.destroy();
});

test('a lane on a connection that was opened without conditions is shaped from then on, and back', async (context) => {
  const { port, setNetwork, stats } = await start(context);
  const { socket } = await openRaw(port, get('/streams/main/short-polling'));
  await setNetwork({ rttMs: 1 });
  expect(await stats()).toMatchObject({ connections: 2 });
  socket.write(get('/streams/main/short-polling'));
  await once(socket, 'data');
  await setNetwork({ rttMs: 0 });
  expect(await stats()).toMatchObject({ connections: 0, queuedBytes: 0 });
  socket.write(get('/streams/main/short-polling'));
  await once(socket, 'data');
  socket.destroy();
});

test('what the network holds is capped, whoever writes waits, and it says so', async (context) => {
  const { url, port, setNetwork, stats } = await start(context);
  await publish(
    url,
    'main',
    Array.from({ length: 40 }, () => 'x'.repeat(60_000)),
  );
  await setNetwork({ downKbitPerSecond: 2_000 });
  const { socket } = await openRaw(port, get('/streams/main/sse?after=0'));
  let latest = await stats();
  while (latest.fullTimes === 0) latest = await stats();
  // One write more than fits, which is what a stream writes before it waits: 256 KiB.
  expect(latest.queuedBytes).toBeLessThan(600_000);
  socket.destroy();
  while (latest.queuedBytes > 0) latest = await stats();
});

test('the same seed draws the same chances', async (context) => {
  const { url, setNetwork } = await start(context);
  const draw = async (seed: number) => {
    await setNetwork({ seed, proxy: { errorPercent: 50 } });
    const statuses: number[] = [];
    for (let count = 0; count < 20; count += 1) {
      statuses.push((await fetch(`${url}/streams/main/short-polling`)).status);
    }
    return statuses.join();
  };
  const first = await draw(5);
  expect(await draw(6)).not.toBe(first);
  expect(await draw(5)).toBe(first);
});

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;

const NOTHING: NetworkPatch = {
  ...{ rttMs: 0, jitterMs: 0, upKbitPerSecond: 0, downKbitPerSecond: 0, lossPercent: 0, tls: false },
};
const NOTHING_PROXIED: NetworkPatch['proxy'] = {
  ...{ bufferBytes: 0, idleTimeoutSeconds: 0, maxResponseSeconds: 0, upgrade: 'pass', keepAlive: true },
  ...{ cookieBytes: 0, requestsPerMinute: 0, errorPercent: 0, maxConnections: 0 },
};

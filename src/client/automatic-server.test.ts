import { expect, type TestContext, test } from 'vitest';
import type { FaultRequest } from '../protocol/faults.ts';
import type { NetworkPatch } from '../protocol/network.ts';
import type { Transport } from '../protocol/transports.ts';
import { createRandom } from '../stream/random.ts';
import { type CheckedSession, startCheckedSession } from '../testing/checked-session.ts';
import { cursorOf, publish, startServer } from '../testing/lab-server.ts';
import { send } from '../testing/send.ts';

/** Quick enough for a test; what is judged too early on a busy machine costs another change and no event. */
const LIMITS = {
  ...{ probeAfterMs: 150, graceMs: 150, secondChanceMs: 2_000, climbAfterMs: 150, maxClimbAfterMs: 400 },
  ...{ trialMs: 600, proveMs: 200, minUptimeMs: 100, steadyMs: 60_000 },
};

const OPEN: NetworkPatch['proxy'] = { upgrade: 'pass', bufferBytes: 0, maxResponseSeconds: 0 };
const NO_UPGRADE: NetworkPatch['proxy'] = { ...OPEN, upgrade: 'refuse' };
const HANGING_UPGRADE: NetworkPatch['proxy'] = { ...OPEN, upgrade: 'hang' };
const BUFFERING: NetworkPatch['proxy'] = { ...OPEN, upgrade: 'refuse', bufferBytes: 65_536 };
const IMPATIENT: NetworkPatch['proxy'] = { ...OPEN, maxResponseSeconds: 0.05 };

/** The real server, the automatic transport on it, and a publisher that goes on all the time. */
async function start({ onTestFinished }: Pick<TestContext, 'onTestFinished'>, proxy: NetworkPatch['proxy']) {
  const server = await startServer({ streamLimits: { retryMs: 5, heartbeatMs: 50, stallMs: 2_000, closeMs: 100 } });
  onTestFinished(server.close);
  const { url } = server;
  const setProxy = (change: NetworkPatch['proxy']) =>
    send(url, 'PATCH', '/api/experiment', { network: { proxy: change } });
  await setProxy(proxy);
  const config = { silenceTimeoutMs: 0, answerTimeoutMs: 2_000, holdSeconds: 1 };
  const session = startCheckedSession(url, 'automatic', await cursorOf(url), { config, limits: LIMITS });
  onTestFinished(session.stop);
  const publisher = startPublishing(url);
  onTestFinished(async () => void (await publisher.stop()));
  const fault = (request: FaultRequest) => send(url, 'POST', '/api/faults', request);
  // Nothing would ever come again after a publisher that failed: its error says more than a test that hangs.
  const until: CheckedSession['until'] = (holds) => Promise.race([session.until(holds), publisher.failed]);
  return { session: { ...session, until }, publisher, setProxy, fault };
}

function startPublishing(url: string) {
  const published: number[] = [];
  let isOver = false;
  const over = (async () => {
    while (!isOver) {
      published.push(published.length + 1);
      await publish(url, 'main', published.slice(-1));
      await new Promise((resolve) => setTimeout(resolve, 4));
    }
  })();
  const failed = over.then(() => new Promise<never>(() => {}));
  failed.catch(() => {});
  return {
    failed,
    async stop() {
      isOver = true;
      await over;
      return published;
    },
  };
}

const isOn = (session: CheckedSession, transport: Transport) =>
  session.until(({ negotiated }) => negotiated.at(-1)?.transport === transport);

/** Waits for all that was published, and holds what came against it. */
async function nothingLost(session: CheckedSession, published: readonly number[]) {
  await session.until(({ data }) => data.length >= published.length);
  expect(session.data()).toEqual(published);
  expect(session.gaps()).toEqual([]);
  expect(session.delivery()).toMatchObject({ missing: 0, duplicated: 0, outOfOrder: 0 });
}

const ON_THE_WAY: readonly (readonly [string, NetworkPatch['proxy'], Transport])[] = [
  ['nothing', OPEN, 'websocket'],
  ['a proxy that refuses upgrades', NO_UPGRADE, 'sse'],
  ['a proxy that leaves upgrades without an answer', HANGING_UPGRADE, 'sse'],
  ['a proxy that buffers', BUFFERING, 'long-polling'],
];

test.concurrent.for(ON_THE_WAY)(
  '%s on the way: it finds what works, and climbs back once the way is clear',
  { timeout: 60_000 },
  async ([, proxy, transport], context) => {
    const { session, publisher, setProxy } = await start(context, proxy);
    await isOn(session, transport);
    await setProxy(OPEN);
    await isOn(session, 'websocket');
    await nothingLost(session, await publisher.stop());
  },
);

test.concurrent('streams that break off again and again are left for polls', { timeout: 60_000 }, async (context) => {
  const { session, publisher, setProxy } = await start(context, IMPATIENT);
  await session.until(({ negotiated }) => negotiated.at(-1)?.transport.endsWith('polling') === true);
  await setProxy(OPEN);
  await isOn(session, 'websocket');
  await nothingLost(session, await publisher.stop());
});

test.concurrent('a connection that carries nothing any more is made again', { timeout: 60_000 }, async (context) => {
  const { session, publisher, fault } = await start(context, OPEN);
  await isOn(session, 'websocket');
  await session.until(({ data }) => data.length > 5);
  const before = session.data().length;
  await fault({ kind: 'stall' });
  await session.until(({ data }) => data.length > before + 200);
  await nothingLost(session, await publisher.stop());
});

test.concurrent('nothing is lost or doubled while it falls and climbs again and again', {
  timeout: 120_000,
}, async (context) => {
  const random = createRandom(20_261_121);
  const { session, publisher, setProxy, fault } = await start(context, OPEN);
  const proxies = [NO_UPGRADE, HANGING_UPGRADE, BUFFERING];
  for (let round = 0; round < 12; round += 1) {
    await isOn(session, 'websocket');
    await setProxy(proxies[Math.floor(random() * proxies.length)]);
    // The proxy meets new connections only, so the open one is cut.
    await fault({ kind: 'cut', how: random() < 0.5 ? 'fin' : 'rst' });
    await session.until(({ negotiated }) => negotiated.at(-1)?.transport !== 'websocket');
    await setProxy(OPEN);
  }
  await isOn(session, 'websocket');
  expect(session.negotiated().length).toBeGreaterThanOrEqual(25);
  await nothingLost(session, await publisher.stop());
});

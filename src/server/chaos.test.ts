import { expect, test } from 'vitest';
import { FAULT_KINDS, type FaultRequest } from '../protocol/faults.ts';
import { LANES } from '../protocol/lanes.ts';
import type { NetworkPatch } from '../protocol/network.ts';
import { createRandom } from '../stream/random.ts';
import { startCheckedSession } from '../testing/checked-session.ts';
import { cursorOf, publish, startServer } from '../testing/lab-server.ts';
import { send } from '../testing/send.ts';

const SEED = 20_261_121;
const FAULTS = 200;

/**
 * Two hundred faults, one after the other, each on a connection that is up, with the network turned at the same time.
 * Everything that was published must arrive, once and in order; after a restart a gap is told, and nothing of what was
 * published from then on is missing.
 */
test.concurrent.for(LANES)('%s survives', { timeout: 240_000 }, async (lane, { onTestFinished }) => {
  const random = createRandom(SEED, LANES.indexOf(lane));
  const server = await startServer({ streamLimits: { retryMs: 5, heartbeatMs: 50, stallMs: 2_000, closeMs: 100 } });
  onTestFinished(server.close);
  const { url } = server;
  // Short enough for as many stalls; should a busy machine make them fire for nothing, it is one more fault.
  const config = { silenceTimeoutMs: 150, answerTimeoutMs: 250, holdSeconds: 0.1 };
  const session = startCheckedSession(url, lane, await cursorOf(url), { config });
  onTestFinished(session.stop);

  const published: number[] = [];
  const publishNext = async () => {
    published.push(published.length + 1);
    await publish(url, 'main', published.slice(-1));
  };

  let restarts = 0;
  for (let count = 0; count < FAULTS; count += 1) {
    const fault = aFault(random);
    if (fault.kind === 'restart') {
      // What a restart loses is no longer kept, so that all of it must be there before.
      await session.until(({ data }) => data.length === published.length);
      restarts += 1;
    }
    if (count % 10 === 0) await send(url, 'PATCH', '/api/experiment', { network: aNetwork(random) });
    await send(url, 'POST', '/api/faults', fault);
    await publishNext();
    if (random() < 0.5) await publishNext();
    const newest = published.length;
    await session.until(({ data }) => data.includes(newest));
  }

  let seen: readonly unknown[] = [];
  await session.until(({ data, gaps }) => {
    seen = data;
    return data.length >= published.length && gaps.length >= restarts;
  });
  expect(seen).toEqual(published);
  expect(session.gaps().map(({ reason }) => reason)).toEqual(Array(restarts).fill('epoch-changed'));
  expect(restarts).toBeGreaterThan(20);
  expect(session.delivery()).toMatchObject({ missing: 0, duplicated: 0, outOfOrder: 0 });
});

function aFault(random: () => number): FaultRequest {
  const kind = FAULT_KINDS[Math.floor(random() * FAULT_KINDS.length)] ?? 'cut';
  switch (kind) {
    case 'cut':
      return { kind, how: random() < 0.5 ? 'fin' : 'rst' };
    case 'stall':
      return { kind };
    case 'outage':
      return { kind, seconds: 0.1 };
    case 'restart':
      return { kind, seconds: random() < 0.5 ? 0 : 0.1 };
  }
}

function aNetwork(random: () => number): NetworkPatch {
  return {
    ...{ rttMs: random() < 0.5 ? 0 : 10 * random(), jitterMs: random() < 0.5 ? 0 : 10 * random() },
    ...{ upKbitPerSecond: random() < 0.5 ? 0 : 1_000, downKbitPerSecond: random() < 0.5 ? 0 : 1_000 },
    proxy: { keepAlive: random() < 0.7, errorPercent: random() < 0.7 ? 0 : 20 },
  };
}

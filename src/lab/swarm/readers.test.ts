import { afterEach, expect, test, vi } from 'vitest';
import { nodePlatform } from '../../client/platform-node.ts';
import type { Ledger } from '../../protocol/ledger.ts';
import { swarmPlanSchema } from '../../protocol/swarm.ts';
import { forEachTransport, TRANSPORTS, type Transport } from '../../protocol/transports.ts';
import { publish, startServer } from '../../testing/lab-server.ts';
import { getText } from '../../testing/send.ts';
import { createControl } from './control.ts';
import { createPosition } from './position.ts';
import { openReaders } from './readers.ts';

const ends: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const PATIENCE = { timeout: 15_000, interval: 20 };

/** So that each comes back soon. */
const BACKOFF = { baseDelayMs: 20, maxDelayMs: 100 };

const VALUES = ['plain', 'ü"}]', { deep: [{ id: 7 }] }, 'x'.repeat(2_000), null];

test('both see the same events, and count the bytes that the ledger has', async () => {
  const heard = { lane: await readWith('lane'), lean: await readWith('lean') };
  expect(heard.lane).toEqual(forEachTransport(() => [1, 2, 3, 4, 5]));
  expect(heard.lean).toEqual(heard.lane);
}, 20_000);

/** One client of each transport hears some events; the answer is what each heard, once the bytes agree. */
async function readWith(reader: 'lane' | 'lean'): Promise<Record<Transport, number[]>> {
  const server = await startServer({ streamLimits: { heartbeatMs: 50 } });
  ends.push(server.close);
  const { crowds, heard } = await openCrowds(reader, server.url);
  await publish(server.url, 'main', VALUES);
  await vi.waitUntil(() => Object.values(heard).every((ids) => ids.length === VALUES.length), PATIENCE);
  await vi.waitFor(async () => {
    const { transports } = JSON.parse(await getText(server.url, '/api/ledger')) as Ledger;
    const counted = crowds().map(({ transport, tally: { bytesUp, bytesDown } }) => [transport, bytesUp, bytesDown]);
    const booked = TRANSPORTS.map((name) => [name, transports[name].bytesUp, transports[name].bytesDown]);
    expect(counted).toEqual(booked);
  }, PATIENCE);
  for (const { tally } of crowds()) expect(tally).toMatchObject({ events: 5, missing: 0, duplicated: 0, losses: 0 });
  return heard;
}

test.each(['lane', 'lean'] as const)(
  '%s: clients of a server that is gone come back when it does',
  async (reader) => {
    const server = await startServer();
    const { crowds, heard } = await openCrowds(reader, server.url);
    await publish(server.url, 'main', [1, 2, 3]);
    await vi.waitUntil(() => Object.values(heard).every((ids) => ids.length === 3), PATIENCE);
    await server.close();
    await vi.waitUntil(() => crowds().every(({ tally }) => tally.connected === 0 && tally.losses > 0), PATIENCE);

    const next = await startServer({ port: server.port });
    ends.push(next.close);
    await publish(next.url, 'main', [1]);
    await vi.waitUntil(() => Object.values(heard).every((ids) => ids.length === 4), PATIENCE);
    // Another log under another epoch: whoever was told of a gap misses nothing.
    for (const { tally } of crowds()) expect(tally).toMatchObject({ connected: 1, missing: 0, gaps: 1 });
  },
  20_000,
);

test.each(['lane', 'lean'] as const)(
  '%s: who is dropped before the first event misses nothing of what is published meanwhile',
  async (reader) => {
    const server = await startServer();
    ends.push(server.close);
    const { crowds, heard } = await openCrowds(reader, server.url);
    for (const crowd of crowds()) crowd.drop('none');
    await publish(server.url, 'main', [1, 2]);
    await vi.waitUntil(() => Object.values(heard).every((ids) => ids.length === 2), PATIENCE);
  },
  20_000,
);

test('each client of the lanes has a name of its own, and so a link of its own', async () => {
  const opened: string[] = [];
  const platform = {
    ...nodePlatform,
    openWebSocket(url: string) {
      opened.push(new URL(url).searchParams.get('client') ?? '');
      return nodePlatform.openWebSocket(url);
    },
  };
  const { url, close } = await startServer();
  ends.push(close);
  const control = createControl(url, platform);
  const plan = swarmPlanSchema.parse({ kind: 'hold', clients: { websocket: 2 } });
  const readers = openReaders({ reader: 'lane', plan, number: 3, url, control, platform });
  const crowd = readers.crowd('websocket');
  ends.push(readers.stop, () => crowd.stop());
  crowd.add();
  crowd.add();
  await vi.waitUntil(() => crowd.tally.connected === 2, PATIENCE);
  expect(opened.sort()).toEqual(['swarm-3-websocket-1', 'swarm-3-websocket-2']);
});

async function openCrowds(reader: 'lane' | 'lean', url: string) {
  const control = createControl(url, nodePlatform);
  const plan = swarmPlanSchema.parse({
    ...{ kind: 'hold', clients: { sse: 1 }, pollIntervalMs: 200, holdSeconds: 2, backoff: BACKOFF },
  });
  const heard = forEachTransport(() => [] as number[]);
  const opened = TRANSPORTS.map((transport) => {
    const readers = openReaders({
      ...{ reader, plan, number: 1, url, control, platform: nodePlatform },
      openPosition(tally) {
        const position = createPosition(tally);
        return {
          ...position,
          event(id, at, arrivedAt) {
            heard[transport].push(id);
            position.event(id, at, arrivedAt);
          },
        };
      },
    });
    return { readers, crowd: readers.crowd(transport) };
  });
  ends.push(async () => {
    await Promise.all(opened.map(({ crowd }) => crowd.stop()));
    for (const { readers } of opened) readers.stop();
  });
  for (const { crowd } of opened) crowd.add();
  await vi.waitUntil(() => opened.every(({ crowd }) => crowd.tally.connected === 1), PATIENCE);
  const crowds = () => {
    for (const { readers } of opened) readers.settle();
    return opened.map(({ crowd }) => crowd);
  };
  return { crowds, heard };
}

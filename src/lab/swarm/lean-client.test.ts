import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { nodePlatform } from '../../client/platform-node.ts';
import { DEFAULT_TRANSPORT_CONFIG } from '../../client/transport.ts';
import { swarmPlanSchema } from '../../protocol/swarm.ts';
import { createLeanClient } from './lean-client.ts';
import { LEAN_TRANSPORTS } from './lean-transports.ts';
import { createPosition } from './position.ts';
import { createTally } from './tally.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

test.each([
  ['short-polling', 0],
  ['long-polling', 20],
] as const)('%s: a server may be silent for the time of an answer and %d s of holding', async (name, heldSeconds) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => server.close());
  const tally = createTally();
  const client = createLeanClient(
    LEAN_TRANSPORTS[name],
    {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      plan: swarmPlanSchema.parse({ kind: 'hold', clients: { sse: 1 }, holdSeconds: 20 }),
      ...{ tally, position: createPosition(tally), toServerTime: (own) => own, cursor: async () => 'x-0' },
    },
    nodePlatform,
  );
  ends.push(client.stop);
  client.start();
  const [socket] = (await once(server, 'connection')) as [Socket];
  ends.push(() => socket.destroy());
  await once(socket, 'data');
  const limitMs = DEFAULT_TRANSPORT_CONFIG.answerTimeoutMs + heldSeconds * 1_000;
  const now = nodePlatform.now();
  client.check(now + limitMs - 1_000);
  expect(tally.losses).toBe(0);
  client.check(now + limitMs + 1_000);
  expect(tally.losses).toBe(1);
});

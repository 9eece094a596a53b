import { sleep } from '../../client/timing.ts';
import type { Jitter } from '../../protocol/session-policy.ts';
import type { Transport } from '../../protocol/transports.ts';
import type { SwarmClient } from './swarm-client.ts';
import type { SwarmWorld } from './swarm-world.ts';
import { createTally, type Tally } from './tally.ts';

/** The clients of one transport. */
export type Crowd = {
  readonly transport: Transport;
  readonly tally: Tally;
  wanted: number;
  started(): number;
  /** Starts one more. */
  add(): void;
  drop(jitter: Jitter): void;
  check(now: number): void;
  stop(): Promise<void>;
};

export function createCrowd(transport: Transport, create: (tally: Tally) => SwarmClient): Crowd {
  const tally = createTally();
  const clients: SwarmClient[] = [];
  return {
    ...{ transport, tally, wanted: 0 },
    started: () => clients.length,
    add() {
      const client = create(tally);
      clients.push(client);
      client.start();
    },
    drop(jitter) {
      for (const client of clients) client.drop(jitter);
    },
    check(now) {
      for (const client of clients) client.check(now);
    },
    async stop() {
      await Promise.all(clients.map((client) => client.stop()));
      clients.length = 0;
    },
  };
}

const TICK_MS = 10;

/** After a pause of its own the ramp does not catch up at once: at most so many times what is due in one tick. */
const MAX_CATCH_UP = 4;

/** Starts what is wanted, spread evenly over time and, in proportion, over the transports. Resolves early on abort. */
export async function ramp(
  crowds: readonly Crowd[],
  perSecond: number,
  signal: AbortSignal,
  { platform }: Pick<SwarmWorld, 'platform'>,
): Promise<void> {
  const perTick = (perSecond * TICK_MS) / 1_000;
  let budget = 1;
  let tickedAt = platform.now();
  while (!signal.aborted) {
    for (; budget >= 1; budget -= 1) {
      const next = mostBehind(crowds);
      if (!next) return;
      next.add();
    }
    await sleep(TICK_MS, signal, platform);
    const now = platform.now();
    budget += Math.min(((now - tickedAt) * perSecond) / 1_000, Math.max(1, perTick * MAX_CATCH_UP));
    tickedAt = now;
  }
}

/** So long they may take to connect once the last one was started. */
const CONNECT_MS = 10_000;
const LOOK_MS = 100;

/** Resolves once all are connected. Gives up on those who take too long: they are told of as away. */
export async function allConnected(
  crowds: readonly Crowd[],
  signal: AbortSignal,
  { platform }: Pick<SwarmWorld, 'platform'>,
): Promise<void> {
  const until = platform.now() + CONNECT_MS;
  while (crowds.some(({ tally, wanted }) => tally.connected < wanted)) {
    if (signal.aborted || platform.now() >= until) return;
    await sleep(LOOK_MS, signal, platform);
  }
}

/** Of those that are not complete the one of which the smallest part was started. */
function mostBehind(crowds: readonly Crowd[]): Crowd | undefined {
  let found: Crowd | undefined;
  let least = 1;
  for (const crowd of crowds) {
    const part = crowd.started() / crowd.wanted;
    if (part >= least) continue;
    found = crowd;
    least = part;
  }
  return found;
}

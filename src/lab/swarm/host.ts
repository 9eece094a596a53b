import { type SwarmNews, type SwarmOrder, swarmOrderSchema } from '../../protocol/swarm-process.ts';
import { createControl } from './control.ts';
import { prepare, type RunningSwarm, startSwarm } from './swarm.ts';
import type { SwarmWorld } from './swarm-world.ts';

/** Takes the server's orders: one swarm in its life. */
export type SwarmHost = {
  handle(order: unknown): void;
  /** Resolves when there is nothing more to tell. */
  readonly over: Promise<void>;
};

export function createSwarmHost(world: SwarmWorld, tell: (news: SwarmNews) => void): SwarmHost {
  let swarm: RunningSwarm | undefined;
  let isStopped = false;
  let finish = () => {};
  const over = new Promise<void>((resolve) => {
    finish = resolve;
  });

  return {
    over,
    handle(told) {
      const order = swarmOrderSchema.parse(told);
      switch (order.kind) {
        case 'start':
          start(order).finally(finish);
          return;
        case 'drop':
          swarm?.drop(order.jitter);
          return;
        case 'stop':
          isStopped = true;
          swarm?.stop();
      }
    },
  };

  async function start({ url, number, plan }: Extract<SwarmOrder, { kind: 'start' }>): Promise<void> {
    const control = createControl(url, world.platform);
    try {
      await prepare(plan, world, control);
    } catch (error) {
      tell({ kind: 'refused', why: error instanceof Error ? error.message : String(error) });
      return;
    }
    swarm = startSwarm({
      plan,
      number,
      url,
      control,
      world,
      tell: (report) => tell({ kind: 'report', swarm: report }),
    });
    if (isStopped) swarm.stop();
    await swarm.over;
  }
}

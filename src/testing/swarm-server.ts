import { createSwarmHost } from '../lab/swarm/host.ts';
import { nodeWorld } from '../lab/swarm/node-world.ts';
import type { OwnLimits } from '../lab/swarm/swarm-world.ts';
import type { PublisherSettings } from '../protocol/experiment.ts';
import { type Swarm, type SwarmPlanRequest, swarmSchema } from '../protocol/swarm.ts';
import { createLabServer } from '../server/lab-server.ts';
import type { SwarmChild } from '../server/swarm-process.ts';
import { world } from '../server/world.ts';
import { getText, send } from './send.ts';

/** What a test has to end when it is over. */
type Ends = (() => Promise<unknown> | unknown)[];

type Options = {
  readonly publisher?: Partial<PublisherSettings>;
  readonly limits?: OwnLimits;
  readonly startSwarmProcess?: () => SwarmChild;
};

/** The real server, whose swarm runs in this very process: Node 20 cannot start a process from TypeScript. */
export async function startSwarmServer(ends: Ends, { publisher, limits, startSwarmProcess }: Options = {}) {
  const start = startSwarmProcess ?? (() => hostedHere(limits ?? nodeWorld.limits));
  const options = { host: '127.0.0.1', allowedOrigins: [], version: '0.0.0-test' };
  const lab = await createLabServer(
    { ...options, publisher: { running: false, ...publisher } },
    { ...world, startSwarmProcess: start },
  );
  const port = await lab.listen(0);
  ends.push(() => lab.close());
  const url = `http://127.0.0.1:${port}`;
  const latest = async () => JSON.parse(await getText(url, '/api/swarm')).swarm as Swarm | null;
  return {
    ...{ url, lab, latest },
    start: async (plan: SwarmPlanRequest) => swarmSchema.parse(await send(url, 'POST', '/api/swarm', plan)),
    stop: () => send(url, 'DELETE', '/api/swarm'),
    /** The first report that is as wished. */
    async until(wish: (swarm: Swarm) => boolean): Promise<Swarm> {
      for (;;) {
        const swarm = await latest();
        if (swarm && wish(swarm)) return swarm;
        if (swarm?.state === 'ended') throw new Error(`the swarm ended: ${JSON.stringify(swarm)}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
  };
}

/** What goes through is copied, as it is between processes. */
function hostedHere(limits: OwnLimits): SwarmChild {
  let listener = (_news: unknown) => {};
  let ended = (_why: string) => {};
  let isEnded = false;
  const host = createSwarmHost({ ...nodeWorld, limits }, (news) => {
    if (!isEnded) listener(structuredClone(news));
  });
  const end = (why: string) => {
    isEnded = true;
    ended(why);
  };
  host.over.then(() => end('code 0'));
  return {
    send: (order) => host.handle(structuredClone(order)),
    onNews(listen) {
      listener = listen;
    },
    onceEnded(listen) {
      ended = listen;
    },
    kill() {
      host.handle({ kind: 'stop' });
      host.over.then(() => end('killed'));
    },
  };
}

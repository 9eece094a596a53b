import { afterEach, expect, test } from 'vitest';
import { type Swarm, swarmPlanSchema } from '../../protocol/swarm.ts';
import { startServer } from '../../testing/lab-server.ts';
import { createControl } from './control.ts';
import { nodeWorld } from './node-world.ts';
import { startSwarm } from './swarm.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

test.each([
  ['ramping', 'is let go of'],
  ['holding', 'stays'],
] as const)('a generator that is late while %s: the doubt %s', async (lateState, what) => {
  const { url, close } = await startServer();
  ends.push(close);
  let state: Swarm['state'] = 'starting';
  let takes = 0;
  const told: Swarm[] = [];
  const swarm = startSwarm({
    plan: swarmPlanSchema.parse({ kind: 'hold', clients: { sse: 6 }, rampPerSecond: 6, seconds: 1, reader: 'lean' }),
    ...{ number: 1, url, control: createControl(url, nodeWorld.platform) },
    world: {
      ...nodeWorld,
      cpuMs: () => 0,
      watchDelay: () => ({
        takeMaxMs() {
          takes += 1;
          // The first is of the ramp, which lasts for several reports.
          return (lateState === 'ramping' ? takes === 1 : state === 'holding') ? 500 : 0;
        },
        stop() {},
      }),
    },
    tell(report) {
      state = report.state;
      told.push(report);
    },
  });
  ends.push(swarm.stop);
  const { doubts } = await swarm.over;
  const whileRamping = told.filter((report) => report.state === 'ramping').flatMap((report) => report.doubts);
  expect(whileRamping.length > 0).toBe(lateState === 'ramping');
  expect(doubts).toEqual(what === 'stays' ? [expect.stringContaining('500 ms late')] : []);
});

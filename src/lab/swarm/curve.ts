import { sleep } from '../../client/timing.ts';
import { growthOf } from '../../measure/growth.ts';
import type { Load } from '../../protocol/load.ts';
import type { CurvePoint, Swarm, SwarmPlan } from '../../protocol/swarm.ts';
import type { SwarmControl } from './control.ts';
import { type Crowd, ramp } from './crowd.ts';
import type { Doubts } from './generator.ts';
import type { SwarmWorld } from './swarm-world.ts';
import { resetTally } from './tally.ts';

type Needs = {
  readonly plan: Extract<SwarmPlan, { kind: 'curve' }>;
  readonly crowds: readonly Crowd[];
  readonly control: SwarmControl;
  readonly world: SwarmWorld;
  readonly signal: AbortSignal;
  /** Collects from now on what speaks against the figures. */
  watch(): Doubts;
  /** Counts what was not counted as it came. */
  settle(): void;
  changed(change: Partial<Pick<Swarm, 'state' | 'step' | 'points' | 'growth' | 'progress'>>): void;
};

/** Before a number of clients is measured: what their coming cost is over. */
const SETTLE_MS = 1_000;
const IDLE_MS = 1_000;

/**
 * One transport after the other: what the server takes without clients, then for each number of them the cost while they
 * are held. Ends early on abort.
 */
export async function runCurve(needs: Needs): Promise<void> {
  const { plan, crowds, control, world, signal, changed } = needs;
  let points: readonly CurvePoint[] = [];
  let growth: Swarm['growth'] = [];
  let done = 0;
  for (const crowd of crowds) {
    changed({ state: 'measuring' });
    const quiet = await control.load();
    await sleep(IDLE_MS, signal, world.platform);
    const idleCpuPercent = cpuPercentOf(quiet, await control.load());
    const empty = await control.collect();
    const own: CurvePoint[] = [];
    for (const clients of plan.clients) {
      if (signal.aborted) return;
      changed({ step: { transport: crowd.transport, clients } });
      own.push(await measure(needs, crowd, clients, empty));
      // What was cut short is no point.
      if (signal.aborted) return;
      points = [...points, ...own.slice(-1)];
      done += 1;
      changed({ points: [...points], progress: done / (crowds.length * plan.clients.length) });
    }
    growth = [...growth, growthOf(crowd.transport, own, idleCpuPercent)];
    await crowd.stop();
    crowd.wanted = 0;
    changed({ growth, step: null });
    await gone(crowd, needs);
  }
}

const GONE_TRIES = 20;

/** Resolves once the server has taken note that the clients are gone. */
async function gone({ transport }: Crowd, { control, world, signal }: Needs): Promise<void> {
  for (let tries = 0; tries < GONE_TRIES && !signal.aborted; tries += 1) {
    if ((await control.load()).transports[transport].open === 0) return;
    await sleep(100, signal, world.platform);
  }
}

async function measure(needs: Needs, crowd: Crowd, clients: number, empty: Load): Promise<CurvePoint> {
  const { plan, control, world, signal, settle, changed } = needs;
  changed({ state: 'ramping' });
  crowd.wanted = clients;
  await ramp([crowd], plan.rampPerSecond, signal, world);
  await sleep(SETTLE_MS, signal, world.platform);

  changed({ state: 'measuring' });
  settle();
  resetTally(crowd.tally);
  const doubts = needs.watch();
  const before = await control.load();
  const loads = await loadsFor(plan.secondsEach, needs);
  const after = loads.at(-1) ?? before;
  settle();
  const figures = crowd.tally.latency.figures();
  const { missing } = crowd.tally;
  const found = [...doubts.list(), ...absent(crowd, clients)];
  const memory = await control.collect();

  const account = (load: Load) => load.transports[crowd.transport];
  const seconds = (after.at - before.at) / 1_000;
  const since = (read: (load: Load) => number) => (read(after) - read(before)) / seconds;
  const delivered = since((load) => account(load).events);
  const cpuPercent = cpuPercentOf(before, after);
  return {
    ...{ transport: crowd.transport, clients, seconds, missing, cpuPercent },
    deliveredPerSecond: delivered,
    requestsPerSecond: since((load) => account(load).requests),
    bytesPerSecond: since((load) => account(load).bytesUp + account(load).bytesDown),
    cpuPerDeliveryMicroseconds: delivered > 0 ? (cpuPercent * 1e4) / delivered : null,
    memoryPerConnectionBytes: memoryPerConnection(empty, memory, crowd),
    loopDelayP99Ms: Math.max(...loads.map(({ eventLoop }) => eventLoop.delayMs.p99)),
    latencyP50Ms: figures?.p50 ?? 0,
    latencyP99Ms: figures?.p99 ?? 0,
    doubts: found,
  };
}

/** One a second, for the server tells its delay of the last whole one; the last at the end. */
async function loadsFor(seconds: number, { control, world, signal }: Needs): Promise<readonly Load[]> {
  const loads: Load[] = [];
  for (let left = seconds; left > 0 && !signal.aborted; left -= 1) {
    await sleep(Math.min(1, left) * 1_000, signal, world.platform);
    loads.push(await control.load());
  }
  return loads;
}

function absent({ tally }: Crowd, clients: number): string[] {
  const away = clients - tally.connected;
  return away > 0 ? [`${away} of ${clients} clients were not connected.`] : [];
}

const cpuMsOf = ({ cpu }: Load) => cpu.userMs + cpu.systemMs;

function cpuPercentOf(before: Load, after: Load): number {
  return ((cpuMsOf(after) - cpuMsOf(before)) / (after.at - before.at)) * 100;
}

/** The memory of fewer is lost in what a server holds and lets go of anyhow. */
const LEAST_HELD = 100;

function memoryPerConnection(empty: Load, { memory, transports }: Load, { transport }: Crowd): number | null {
  const held = transports[transport].open - empty.transports[transport].open;
  if (held < LEAST_HELD) return null;
  const grown = memory.heapUsedBytes + memory.externalBytes - empty.memory.heapUsedBytes - empty.memory.externalBytes;
  return Math.max(0, grown / held);
}

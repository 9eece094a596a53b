import { sleep } from '../../client/timing.ts';
import { type Bend, clientsWords, growthOf } from '../../measure/growth.ts';
import type { Load } from '../../protocol/load.ts';
import type { CurvePoint, Growth, Swarm, SwarmPlan } from '../../protocol/swarm.ts';
import { createAttendance } from './attendance.ts';
import { NoAnswerError, type SwarmControl } from './control.ts';
import { allConnected, type Crowd, ramp } from './crowd.ts';
import type { Doubts } from './doubts.ts';
import { memoryPerConnection } from './memory.ts';
import type { SwarmWorld } from './swarm-world.ts';
import { resetTally } from './tally.ts';

type Needs = {
  readonly plan: Extract<SwarmPlan, { kind: 'curve' }>;
  readonly crowds: readonly Crowd[];
  readonly control: SwarmControl;
  readonly world: SwarmWorld;
  readonly signal: AbortSignal;
  /** Collects from now on what speaks against the figures. */
  watch(): Pick<Doubts, 'list'>;
  /** Counts what was not counted as it came. */
  settle(): void;
  changed(change: Partial<Pick<Swarm, 'state' | 'step' | 'points' | 'growth' | 'progress'>>): void;
};

/** Before a number of clients is measured: what their coming cost is over. */
const SETTLE_MS = 1_000;
const IDLE_MS = 2_000;

const LOOK_MS = 100;

/**
 * One transport after the other: what the server takes without clients, then for each number of them the cost while they
 * are held. A server that does not answer in time ends the curve of that transport. Ends early on abort.
 */
export async function runCurve(needs: Needs): Promise<void> {
  const { plan, crowds, changed } = needs;
  let points: readonly CurvePoint[] = [];
  let growth: Swarm['growth'] = [];
  for (const [index, crowd] of crowds.entries()) {
    const own = await curveOf(needs, crowd, (point, done) => {
      points = [...points, point];
      changed({ points: [...points], progress: (index + done / plan.clients.length) / crowds.length });
    });
    if (!own) return;
    growth = [...growth, own];
    await crowd.stop();
    crowd.wanted = 0;
    changed({ growth, step: null, progress: (index + 1) / crowds.length });
    await gone(crowd, needs);
  }
}

/** Undefined when it was cut short. */
async function curveOf(
  needs: Needs,
  crowd: Crowd,
  measured: (point: CurvePoint, done: number) => void,
): Promise<Growth | undefined> {
  const { plan, signal, changed } = needs;
  const { transport } = crowd;
  const points: CurvePoint[] = [];
  let idle: Idle | undefined;
  let end: Bend | undefined;
  try {
    changed({ state: 'measuring' });
    idle = await measureIdle(needs);
    for (const clients of plan.clients) {
      if (signal.aborted) return undefined;
      changed({ step: { transport, clients } });
      const point = await measure(needs, crowd, clients, idle);
      // What was cut short is no point.
      if (signal.aborted) return undefined;
      points.push(point);
      measured(point, points.length);
    }
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
    if (signal.aborted) return undefined;
    const at = crowd.wanted;
    const words = at > 0 ? `with ${clientsWords(at)} ` : '';
    if (!idle) return { transport, exponent: null, bendsAt: null, why: sentence(error.message) };
    end = { at, why: sentence(`${words}${error.message}`) };
  }
  return growthOf(transport, points, idle.cpuPercent, end);
}

const sentence = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

/** What the server takes without clients: CPU of a core, and memory after collecting garbage. */
type Idle = { readonly cpuPercent: number; readonly load: Load };

async function measureIdle({ control, world, signal }: Needs): Promise<Idle> {
  const before = await control.load();
  await sleep(IDLE_MS, signal, world.platform);
  const cpuPercent = cpuPercentOf(before, await control.load());
  return { cpuPercent, load: await control.collect() };
}

const GONE_TRIES = 20;

/** Resolves once the server has taken note that the clients are gone. */
async function gone({ transport }: Crowd, { control, world, signal }: Needs): Promise<void> {
  for (let tries = 0; tries < GONE_TRIES && !signal.aborted; tries += 1) {
    const load = await control.load().catch(leaveOutNoAnswer);
    if (load?.transports[transport].open === 0) return;
    await sleep(LOOK_MS, signal, world.platform);
  }
}

function leaveOutNoAnswer(error: unknown): undefined {
  if (!(error instanceof NoAnswerError)) throw error;
}

async function measure(needs: Needs, crowd: Crowd, clients: number, idle: Idle): Promise<CurvePoint> {
  const { plan, control, world, signal, settle, changed } = needs;
  const { transport, tally } = crowd;
  changed({ state: 'ramping' });
  crowd.wanted = clients;
  await ramp([crowd], plan.rampPerSecond, signal, world);
  await allConnected([crowd], signal, world);
  await sleep(SETTLE_MS, signal, world.platform);

  changed({ state: 'measuring' });
  settle();
  resetTally(tally);
  const doubts = needs.watch();
  const attendance = createAttendance([crowd]);
  attendance.look(true);
  await control.takeDelay();
  const before = await control.load();
  await sleep(plan.secondsEach * 1_000, signal, world.platform);
  const after = await control.load();
  const delay = await control.takeDelay();
  settle();
  attendance.look(true);
  const figures = tally.latency.figures();
  const { missing } = tally;
  const found = [...doubts.list(), ...attendance.list()];
  const memory = memoryPerConnection(idle.load, await control.collect(), transport);

  const account = (load: Load) => load.transports[transport];
  const seconds = (after.at - before.at) / 1_000;
  const since = (read: (load: Load) => number) => (read(after) - read(before)) / seconds;
  const delivered = since((load) => account(load).events);
  const cpuPercent = cpuPercentOf(before, after);
  const own = cpuPercent - idle.cpuPercent;
  return {
    ...{ transport, clients, seconds, missing, cpuPercent, ...memory },
    deliveredPerSecond: delivered,
    requestsPerSecond: since((load) => account(load).requests),
    bytesPerSecond: since((load) => account(load).bytesUp + account(load).bytesDown),
    cpuPerDeliveryMicroseconds: delivered > 0 && own > 0 ? (own * 1e4) / delivered : null,
    loopDelayP99Ms: delay.p99,
    latencyP50Ms: figures?.p50 ?? 0,
    latencyP99Ms: figures?.p99 ?? 0,
    doubts: found,
  };
}

const cpuMsOf = ({ cpu }: Load) => cpu.userMs + cpu.systemMs;

function cpuPercentOf(before: Load, after: Load): number {
  return ((cpuMsOf(after) - cpuMsOf(before)) / (after.at - before.at)) * 100;
}

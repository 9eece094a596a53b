import { sleep } from '../../client/timing.ts';
import type { Jitter } from '../../protocol/session-policy.ts';
import { MAX_SWARM_CLIENTS, type Swarm, type SwarmPlan } from '../../protocol/swarm.ts';
import { TRANSPORTS, type Transport } from '../../protocol/transports.ts';
import { createAttendance } from './attendance.ts';
import type { SwarmControl } from './control.ts';
import { allConnected, type Crowd, ramp } from './crowd.ts';
import { runCurve } from './curve.ts';
import { createDoubts } from './doubts.ts';
import { watchGenerator } from './generator.ts';
import { dropAll, type RunningHerd } from './herd.ts';
import { findTooLow } from './limits.ts';
import { openReaders } from './readers.ts';
import type { SwarmWorld } from './swarm-world.ts';
import { readTally } from './tally.ts';

export type SwarmNeeds = {
  readonly plan: SwarmPlan;
  readonly number: number;
  readonly url: string;
  readonly control: SwarmControl;
  readonly world: SwarmWorld;
  /** Told a few times a second, and when it is over. */
  tell(swarm: Swarm): void;
};

export type RunningSwarm = {
  /** Drops all clients at once; nothing happens unless it holds some. */
  drop(jitter: Jitter): void;
  stop(): void;
  /** Resolves once every connection is closed. */
  readonly over: Promise<Swarm>;
};

const REPORT_MS = 250;
const CHECK_MS = 1_000;
const CLOCKS_MS = 5_000;
const MAX_HERDS = 8;

/** Thrown before anything was started; the message says what to change. */
export class LimitError extends Error {
  override readonly name = 'LimitError';
}

/** So many questions for the time before it begins. */
const CLOCK_EXCHANGES = 8;

/** Matches the clocks. Throws a {@link LimitError} when the limits of this machine are too low for the plan. */
export async function prepare(plan: SwarmPlan, { limits }: SwarmWorld, control: SwarmControl): Promise<void> {
  await control.matchClocks(CLOCK_EXCHANGES);
  const why = findTooLow(mostClients(plan), limits, await control.load());
  if (why !== undefined) throw new LimitError(why);
}

/** Runs a plan: ramps up, holds or measures, and reports all the while. */
export function startSwarm(needs: SwarmNeeds): RunningSwarm {
  const { plan, number, url, control, world, tell } = needs;
  const { platform } = world;
  const stopping = new AbortController();
  const { signal } = stopping;
  const reader = readerOf(plan);
  const readers = openReaders({ reader, plan, number, url, control, platform });
  const generator = watchGenerator(world);
  const startedAt = control.toServerTime(platform.now());
  const crowds: readonly Crowd[] = transportsOf(plan).map(readers.crowd);
  const herds: RunningHerd[] = [];
  let state: Swarm['state'] = 'starting';
  let outcome: Swarm['outcome'] = null;
  let why: string | null = null;
  let progress = 0;
  let step: Swarm['step'] = null;
  let points: Swarm['points'] = [];
  let growth: Swarm['growth'] = [];
  let watched = createDoubts();
  let attendance = createAttendance([]);
  let latest = describe();

  return {
    drop(jitter) {
      if (state === 'holding' && crowds.some(({ tally }) => tally.connected > 0)) dropped(jitter);
    },
    stop: () => stopping.abort(),
    over: run(),
  };

  async function run(): Promise<Swarm> {
    const housekeeping = [every(REPORT_MS, report), every(CHECK_MS, check), every(CLOCKS_MS, matchClocks)];
    tell(latest);
    try {
      if (plan.kind === 'hold') await hold(plan);
      else await curve(plan);
      outcome = signal.aborted ? 'stopped' : 'done';
      if (!signal.aborted) progress = 1;
    } catch (error) {
      outcome = 'failed';
      why = error instanceof Error ? error.message : String(error);
    }
    const ended = outcome;
    outcome = null;
    // What was counted while they ran is what is told in the end: clients that leave are no longer connected.
    report();
    state = 'stopping';
    tell({ ...latest, state });
    stopping.abort();
    await Promise.all(crowds.map((crowd) => crowd.stop()));
    for (const end of housekeeping) end();
    readers.stop();
    generator.stop();
    state = 'ended';
    latest = { ...latest, state, outcome: ended, why, progress, at: now(), herds: herds.map((herd) => herd.read()) };
    tell(latest);
    return latest;
  }

  async function hold({ clients, rampPerSecond, seconds }: Extract<SwarmPlan, { kind: 'hold' }>): Promise<void> {
    state = 'ramping';
    for (const crowd of crowds) crowd.wanted = clients[crowd.transport] ?? 0;
    const rampMs = (mostClients(plan) / rampPerSecond) * 1_000;
    const wholeMs = rampMs + seconds * 1_000;
    await ramp(crowds, rampPerSecond, signal, world);
    await allConnected(crowds, signal, world);
    progress = rampMs / wholeMs;
    if (signal.aborted) return;
    state = 'holding';
    // To connect thousands is work of another kind: what is held is what is measured.
    for (const { tally } of crowds) tally.latency.reset();
    generator.restart();
    watched = createDoubts();
    attendance = createAttendance(crowds);
    const heldAt = platform.now();
    const endOfProgress = every(REPORT_MS, () => {
      progress = Math.min(1, (rampMs + platform.now() - heldAt) / wholeMs);
    });
    await sleep(seconds * 1_000, signal, platform);
    endOfProgress();
    if (!signal.aborted) attendance.look(true);
  }

  async function curve(of: Extract<SwarmPlan, { kind: 'curve' }>): Promise<void> {
    await runCurve({
      ...{ plan: of, crowds, control, world, signal },
      settle: readers.settle,
      watch() {
        // What was before belongs to nothing that is measured now.
        generator.restart();
        const own = createDoubts();
        watched = own;
        return {
          list() {
            own.add(generator.read());
            return own.list();
          },
        };
      },
      changed(change) {
        state = change.state ?? state;
        step = change.step === undefined ? step : change.step;
        points = change.points ?? points;
        growth = change.growth ?? growth;
        progress = change.progress ?? progress;
      },
    });
  }

  function dropped(jitter: Jitter): void {
    state = 'dropped';
    const herd = dropAll({ crowds, jitter, control, platform, signal });
    herds.push(herd);
    if (herds.length > MAX_HERDS) herds.shift();
    herd.over.then(() => {
      if (state !== 'dropped') return;
      attendance.excuse();
      state = 'holding';
    });
  }

  function report(): void {
    if (state === 'stopping' || state === 'ended') return;
    latest = describe();
    tell(latest);
  }

  function describe(): Swarm {
    readers.settle();
    const own = generator.read();
    const { cpuPercent, loopDelayMaxMs } = own;
    watched.add(own);
    if (state === 'dropped') attendance.excuse();
    else attendance.look(state === 'holding');
    const shown = crowds.filter(({ wanted }) => wanted > 0);
    if (state === 'ramping' && plan.kind === 'hold') progress = rampProgress(plan, crowds);
    return {
      ...{ number, plan, state, outcome, why, startedAt, at: now(), progress, reader },
      transports: Object.fromEntries(
        shown.map((crowd) => [
          crowd.transport,
          { wanted: crowd.wanted, started: crowd.started(), ...readTally(crowd.tally) },
        ]),
      ),
      ...{ generator: { cpuPercent, loopDelayMaxMs }, step, points, growth },
      doubts: plan.kind === 'hold' ? [...watched.list(), ...attendance.list()] : pointDoubts(points),
      herds: herds.map((herd) => herd.read()),
    };
  }

  function check(): void {
    for (const crowd of crowds) crowd.check(platform.now());
  }

  function matchClocks(): void {
    control.matchClocks(1).catch(() => {});
  }

  function now(): number {
    return control.toServerTime(platform.now());
  }

  /** Calls it again and again; the answer ends that. */
  function every(periodMs: number, run: () => void): () => void {
    const arm = () =>
      platform.setTimer(periodMs, () => {
        cancel = arm();
        run();
      });
    let cancel = arm();
    return () => cancel();
  }
}

function rampProgress(plan: Extract<SwarmPlan, { kind: 'hold' }>, crowds: readonly Crowd[]): number {
  const rampSeconds = mostClients(plan) / plan.rampPerSecond;
  const started = crowds.reduce((sum, crowd) => sum + crowd.started(), 0);
  return (started / mostClients(plan)) * (rampSeconds / (rampSeconds + plan.seconds));
}

/** Each point says why by itself. */
function pointDoubts(points: Swarm['points']): string[] {
  const invalid = points.filter(({ doubts }) => doubts.length > 0).length;
  return invalid > 0 ? [`${invalid} of ${points.length} points are not valid; each says why.`] : [];
}

/** The code of the lanes for as many as it is fast enough for. */
const MAX_LANES = 100;

function readerOf(plan: SwarmPlan): Swarm['reader'] {
  if (plan.reader !== 'auto') return plan.reader;
  return mostClients(plan) <= MAX_LANES ? 'lane' : 'lean';
}

/** How many clients there are at once. */
function mostClients(plan: SwarmPlan): number {
  const most =
    plan.kind === 'curve'
      ? Math.max(...plan.clients)
      : TRANSPORTS.reduce((sum, transport) => sum + (plan.clients[transport] ?? 0), 0);
  return Math.min(most, MAX_SWARM_CLIENTS);
}

function transportsOf(plan: SwarmPlan): readonly Transport[] {
  return TRANSPORTS.filter((transport) =>
    plan.kind === 'curve' ? plan.transports.includes(transport) : (plan.clients[transport] ?? 0) > 0,
  );
}

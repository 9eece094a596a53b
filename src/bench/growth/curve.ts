import { type DrivingOptions, drivePeer, type Reader, type Window } from '../fanout/driven-peer.ts';
import type { PeerSpec } from '../fanout/peers/index.ts';
import type { Dimension } from './dimensions.ts';

/** What one step cost. */
export type Step = {
  readonly x: number;
  /** CPU of the server in a second, above what it takes with nobody there, ms. */
  readonly cpuMsPerSecond: number;
  readonly cpuPerDeliveryMicroseconds: number;
  readonly deliveredPerSecond: number;
  readonly p99Ms: number;
  readonly missing: number;
  /** Why it says nothing about growth, if so. */
  readonly doubt: string | null;
};

export type CurveOptions = DrivingOptions & {
  readonly warmUpMs: number;
  readonly windowMs: number;
  /** Clients that the open files of this machine allow. */
  readonly maxClients: number;
};

/** Less than this in a second cannot be told from what the process does anyway. */
const LEAST_CPU_MS = 1;
/** Past this share of a core what is due waits, and is then written together: cheaper, and not what is asked about. */
const FULL_CPU_MS = 850;
const WARM_UP = { clients: 20, pollIntervalMs: 10, ratePerSecond: 100, payloadBytes: 100, ms: 2_500 } as const;

/** The cost at each step of a dimension for one transport: one server for all of them, or one for each length of the log. */
export async function takeCurve(
  { steps, fixed, at }: Dimension,
  peer: PeerSpec,
  reader: Reader,
  options: CurveOptions,
): Promise<Step[]> {
  const dialect = peer.dialect as keyof typeof fixed;
  const common = fixed[dialect];
  if (!common) return [];
  const taken: Step[] = [];
  let held: Awaited<ReturnType<typeof warmServer>> | undefined;
  try {
    for (const x of steps) {
      const load = at(x, common);
      if (load.subscribers > options.maxClients) break;
      if (load.keptEvents !== held?.keptEvents) {
        await held?.driven.end();
        held = undefined;
        held = await warmServer(peer, reader, options, load.keptEvents);
      }
      const { driven, idleMsPerSecond } = held;
      await driven.connect(load.subscribers - held.clients);
      held.clients = load.subscribers;
      await driven.publish(load.ratePerSecond, load.payloadBytes);
      await options.sleep(options.warmUpMs);
      const window = await driven.window(options.windowMs);
      const { missing } = await driven.settle();
      taken.push(stepOf(x, load.subscribers * load.ratePerSecond, window, idleMsPerSecond, missing));
    }
  } finally {
    await held?.driven.end();
  }
  return taken;
}

/** A new server, as warm as one that has run for long: else the first step would be the dearest. */
async function warmServer(peer: PeerSpec, reader: Reader, options: CurveOptions, keptEvents: number) {
  const driven = await drivePeer(peer, reader, { ...options, args: [`${keptEvents}`] });
  await driven.connect(WARM_UP.clients, WARM_UP.pollIntervalMs);
  await driven.publish(WARM_UP.ratePerSecond, WARM_UP.payloadBytes);
  await options.sleep(WARM_UP.ms);
  await driven.settle();
  await driven.disconnect();
  const idleMsPerSecond = cpuMs(await driven.window(1_000));
  return { driven, idleMsPerSecond, keptEvents, clients: 0 };
}

/** Few events fall into a window, one more or less by chance: what they cost is taken for as many as were asked for. */
function stepOf(x: number, askedPerSecond: number, window: Window, idleMs: number, missing: number): Step {
  const deliveredPerSecond = window.delivered / window.seconds;
  const measuredMs = cpuMs(window);
  const cpuMsPerSecond = (measuredMs - idleMs) * (deliveredPerSecond > 0 ? askedPerSecond / deliveredPerSecond : 1);
  return {
    x,
    cpuMsPerSecond,
    cpuPerDeliveryMicroseconds: ((measuredMs - idleMs) * 1_000) / deliveredPerSecond,
    deliveredPerSecond,
    p99Ms: window.latency?.p99 ?? Number.NaN,
    missing,
    doubt: measuredMs > FULL_CPU_MS ? 'full' : cpuMsPerSecond < LEAST_CPU_MS ? 'too little' : null,
  };
}

function cpuMs({ cpuMicroseconds, seconds }: Window): number {
  return cpuMicroseconds / 1_000 / seconds;
}

import { type SwarmPlan, swarmPlanSchema } from '../../protocol/swarm.ts';
import { forEachTransport, TRANSPORTS, type Transport } from '../../protocol/transports.ts';
import { ruleOf } from '../number-rule.ts';

type HoldPlan = Extract<SwarmPlan, { kind: 'hold' }>;
type CurvePlan = Extract<SwarmPlan, { kind: 'curve' }>;
type Common = Pick<HoldPlan, 'rampPerSecond' | 'pollIntervalMs' | 'holdSeconds' | 'backoff' | 'reader'>;

/** What is set on this page and was not sent yet. Both kinds of swarm share how their clients are. */
export type SwarmDraft = Common & {
  readonly clients: Readonly<Record<Transport, number>>;
  readonly seconds: number;
  readonly curveTransports: readonly Transport[];
  readonly curveTop: number;
  readonly secondsEach: number;
};

const [hold, curve] = swarmPlanSchema.options;

export const DRAFT_RULES = {
  clients: ruleOf(hold.shape.clients.shape.sse.unwrap()),
  rampPerSecond: ruleOf(hold.shape.rampPerSecond.unwrap()),
  seconds: ruleOf(hold.shape.seconds.unwrap()),
  pollIntervalMs: ruleOf(hold.shape.pollIntervalMs.unwrap()),
  holdSeconds: ruleOf(hold.shape.holdSeconds.unwrap()),
  baseDelayMs: ruleOf(hold.shape.backoff.unwrap().shape.baseDelayMs.unwrap()),
  maxDelayMs: ruleOf(hold.shape.backoff.unwrap().shape.maxDelayMs.unwrap()),
  secondsEach: ruleOf(curve.shape.secondsEach.unwrap()),
};

/** The numbers of clients of a curve: three to a decade at most, for both axes are logarithmic. */
const STEPS = [1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000];
const LOWEST_STEP = 10;

/** The largest numbers of clients that a curve may end with; the least of them is for a look. */
export const CURVE_TOPS = [30, 300, 1_000, 3_000, 10_000] as const;

export function curveSteps(top: number): number[] {
  return STEPS.filter((clients) => clients >= LOWEST_STEP && clients <= top);
}

const defaults = swarmPlanSchema.parse({ kind: 'hold', clients: { sse: 1 } });
const { rampPerSecond, pollIntervalMs, holdSeconds, backoff, reader } = defaults;

export const FIRST_DRAFT: SwarmDraft = {
  rampPerSecond,
  pollIntervalMs,
  holdSeconds,
  backoff,
  reader,
  clients: forEachTransport(() => 200),
  seconds: 60,
  curveTransports: TRANSPORTS,
  curveTop: 1_000,
  secondsEach: 4,
};

/** Transports without clients are left out: they are no part of the swarm. */
export function holdPlan(draft: SwarmDraft): HoldPlan {
  const wanted = TRANSPORTS.filter((transport) => draft.clients[transport] > 0);
  const clients = Object.fromEntries(wanted.map((transport) => [transport, draft.clients[transport]]));
  return { kind: 'hold', clients, seconds: draft.seconds, ...commonOf(draft) };
}

export function curvePlan(draft: SwarmDraft): CurvePlan {
  const { curveTransports, curveTop, secondsEach } = draft;
  const clients = curveSteps(curveTop);
  return { kind: 'curve', transports: [...curveTransports], clients, secondsEach, ...commonOf(draft) };
}

/** Until the memory of one number of clients is read and the next ones are there, roughly. */
const BETWEEN_STEPS_SECONDS = 2;

/** About how long a curve takes. */
export function curveSeconds({ curveTransports, curveTop, secondsEach, rampPerSecond: ramp }: SwarmDraft): number {
  const steps = curveSteps(curveTop);
  const each = steps.reduce((sum, clients) => sum + secondsEach + clients / ramp + BETWEEN_STEPS_SECONDS, 0);
  return each * curveTransports.length;
}

function commonOf({ rampPerSecond, pollIntervalMs, holdSeconds, backoff, reader }: SwarmDraft): Common {
  return { rampPerSecond, pollIntervalMs, holdSeconds, backoff, reader };
}

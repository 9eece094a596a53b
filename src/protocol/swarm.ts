import { z } from 'zod';
import { inRange } from './in-range.ts';
import { JITTERS } from './session-policy.ts';
import { strict } from './strict.ts';
import { TRANSPORTS } from './transports.ts';

/** Most virtual clients of one swarm, all transports together. */
export const MAX_SWARM_CLIENTS = 10_000;

/** Most points of one curve. */
export const MAX_CURVE_STEPS = 12;

const clients = inRange(z.int, 'a whole number', 0, MAX_SWARM_CLIENTS);

/**
 * Who reads: the code of the lanes (`lane`), or a reader that does as little as it can for each event (`lean`), so that
 * one process can be ten thousand clients. `auto` takes the code of the lanes for few clients, the lean one for many.
 */
export const SWARM_READERS = ['auto', 'lane', 'lean'] as const;

const common = {
  rampPerSecond: inRange(z.number, 'a number', 1, 5_000).default(500).describe('clients that are started in a second'),
  pollIntervalMs: inRange(z.number, 'a number', 50, 60_000)
    .default(2_000)
    .describe('short polling: from an answer to the next request, ms'),
  holdSeconds: inRange(z.number, 'a number', 1, 60).default(25).describe('long polling: how long a request is held'),
  backoff: strict({
    baseDelayMs: inRange(z.number, 'a number', 1, 60_000).default(1_000),
    maxDelayMs: inRange(z.number, 'a number', 1, 300_000).default(30_000),
    jitter: z.enum(JITTERS, `must be one of ${JITTERS.join(', ')}`).default('full'),
  })
    .prefault({})
    .describe('the wait before a client that lost its connection comes back; its bound doubles with each failure'),
  reader: z.enum(SWARM_READERS, `must be one of ${SWARM_READERS.join(', ')}`).default('auto'),
};

/**
 * What a swarm is to do:
 *
 * - `hold`: so many clients of each transport at once, for so long.
 * - `curve`: one transport after the other, with more and more clients of it, each for so long: how the cost grows.
 */
export const swarmPlanSchema = z.discriminatedUnion(
  'kind',
  [
    strict({
      kind: z.literal('hold'),
      clients: strict({ 'short-polling': clients, 'long-polling': clients, sse: clients, websocket: clients })
        .partial()
        .refine((each) => sum(each) >= 1 && sum(each) <= MAX_SWARM_CLIENTS, {
          error: `must be 1 to ${MAX_SWARM_CLIENTS} together`,
        }),
      seconds: inRange(z.number, 'a number', 1, 3_600)
        .default(60)
        .describe('how long all of them stay once the last one is connected, or had 10 s to connect'),
      ...common,
    }),
    strict({
      kind: z.literal('curve'),
      transports: z
        .array(z.enum(TRANSPORTS, `must be one of ${TRANSPORTS.join(', ')}`))
        .min(1, 'must name at least one transport')
        .max(TRANSPORTS.length)
        .default([...TRANSPORTS]),
      clients: z
        .array(inRange(z.int, 'a whole number', 1, MAX_SWARM_CLIENTS))
        .min(2, 'must have at least two numbers')
        .max(MAX_CURVE_STEPS, `must have at most ${MAX_CURVE_STEPS} numbers`)
        .refine((steps) => steps.every((step, index) => index === 0 || step > (steps[index - 1] ?? 0)), {
          error: 'must rise',
        })
        .default([10, 30, 100, 300, 1_000]),
      secondsEach: inRange(z.number, 'a number', 1, 60).default(4).describe('how long each number is measured'),
      ...common,
    }),
  ],
  'must be hold or curve',
);

export type SwarmPlan = z.infer<typeof swarmPlanSchema>;

/** A plan as it is sent: what is left out is at its default. */
export type SwarmPlanRequest = z.input<typeof swarmPlanSchema>;

const count = z.int().min(0);
const ms = z.number().min(0);
const latencySchema = z
  .object({ count, p50: ms, p99: ms, p999: ms, max: ms })
  .describe('published to read by the client, ms; the clocks’ uncertainty is the same for all');

/** The clients of one transport. Sums since the swarm, or the step of a curve, began. */
export const swarmGroupSchema = z.object({
  wanted: count.describe('clients that the plan asks for'),
  started: count.describe('clients that were started so far'),
  connected: count.describe('clients that are connected now; of polls: whose latest answer was not an error'),
  events: count.describe('events that clients received'),
  missing: count.describe('events that were skipped without a gap being told'),
  duplicated: count,
  outOfOrder: count,
  gaps: count.describe('gaps that clients were told of'),
  losses: count.describe('connections or attempts that ended otherwise than by us'),
  requests: count,
  emptyResponses: count,
  bytesUp: count.describe('bytes that the clients’ sockets wrote'),
  bytesDown: count.describe('bytes that the clients’ sockets read'),
  latency: latencySchema.describe(
    'since all clients were there, or the step of a curve began to be measured; before that, since they began to be started',
  ),
  recent: latencySchema.describe('of the time since the report before'),
});

export type SwarmGroup = z.infer<typeof swarmGroupSchema>;

/** What one number of clients of one transport costs the server. */
export const curvePointSchema = z.object({
  transport: z.enum(TRANSPORTS),
  clients: count,
  seconds: z.number().describe('how long was measured'),
  deliveredPerSecond: ms,
  requestsPerSecond: ms,
  bytesPerSecond: ms.describe('both directions, TCP payload'),
  cpuPercent: ms.describe('of one core, what the server’s process took'),
  cpuPerDeliveryMicroseconds: ms
    .nullable()
    .describe('above what the process took without clients; null when nothing was delivered or no CPU can be told'),
  memoryPerConnectionBytes: z
    .number()
    .nullable()
    .describe(
      'heap and external memory after collecting garbage, above what they were without clients; null when it cannot be told',
    ),
  memoryWhy: z.string().nullable().describe('why memory cannot be told, in words; null when it can'),
  loopDelayP99Ms: ms.describe('99 of 100 timers of the server’s process were at most this late, of all while measured'),
  latencyP50Ms: ms,
  latencyP99Ms: ms,
  missing: count,
  doubts: z.array(z.string()).describe('why the point is not valid, and is left out of the growth; none when it is'),
});

export type CurvePoint = z.infer<typeof curvePointSchema>;

/** How the cost of one transport grows, read from its points. */
export const growthSchema = z.object({
  transport: z.enum(TRANSPORTS),
  exponent: z
    .number()
    .nullable()
    .describe('CPU above that without clients grows with their number to this power; null when too few points'),
  bendsAt: count
    .nullable()
    .describe('the number of clients from which on it is no longer in proportion; null when it stays'),
  why: z.string().describe('what bends there, in words; or that nothing does; or why that cannot be told'),
});

export type Growth = z.infer<typeof growthSchema>;

export const SWARM_STATES = ['starting', 'ramping', 'holding', 'dropped', 'measuring', 'stopping', 'ended'] as const;

/** The return of the clients after all were dropped at once. */
export const herdSchema = z.object({
  jitter: z.enum(JITTERS),
  at: z.number().describe('when all were dropped, the server’s time, ms'),
  dropped: count,
  returned: count,
  busiestAttempts: count.describe('most attempts that were made within 100 ms'),
  allBackAfterMs: ms.nullable().describe('null while some are away'),
  loopDelayMaxMs: ms.describe('longest delay of the server’s event loop since, until a second after all were back'),
  attempts: z.array(count).max(600).describe('attempts in each 100 ms since the drop'),
  connected: z.array(count).max(600).describe('clients connected at the end of each 100 ms'),
});

export type Herd = z.infer<typeof herdSchema>;

/** One swarm, told a few times a second. */
export const swarmSchema = z.object({
  number: z.int().positive().describe('counted from 1 since the server started'),
  plan: swarmPlanSchema,
  state: z.enum(SWARM_STATES),
  outcome: z.enum(['done', 'stopped', 'failed']).nullable().describe('null until it has ended'),
  why: z.string().nullable().describe('of one that failed, in words, with what to change'),
  startedAt: z.number().describe('the server’s time, ms'),
  at: z.number().describe('of this report, the server’s time, ms'),
  progress: z.number().min(0).max(1),
  reader: z.enum(['lane', 'lean']),
  transports: z.partialRecord(z.enum(TRANSPORTS), swarmGroupSchema),
  generator: z.object({
    cpuPercent: ms.describe('of one core, what the process of the clients took since the report before'),
    loopDelayMaxMs: ms.describe('how late the latest of its own timers was since the report before'),
  }),
  doubts: z
    .array(z.string())
    .describe(
      'why the figures are not valid, in words: the generator was itself late, or clients were away; none when they are',
    ),
  step: z
    .object({ transport: z.enum(TRANSPORTS), clients: count })
    .nullable()
    .describe('what a curve is at'),
  points: z.array(curvePointSchema),
  growth: z.array(growthSchema).describe('of each transport that a curve is through with'),
  herds: z.array(herdSchema).max(8),
});

export type Swarm = z.infer<typeof swarmSchema>;

/** `GET /api/swarm`: the swarm that runs or ran last. */
export const latestSwarmSchema = z.object({ swarm: swarmSchema.nullable() });

/** `POST /api/swarm/drop`. */
export const dropRequestSchema = strict({
  jitter: z
    .enum(JITTERS, `must be one of ${JITTERS.join(', ')}`)
    .default('full')
    .describe('how they come back'),
});

function sum(each: Record<string, number | undefined>): number {
  return Object.values(each).reduce<number>((total, one) => total + (one ?? 0), 0);
}

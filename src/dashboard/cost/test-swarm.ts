import { BYTE_KINDS } from '../../protocol/ledger.ts';
import type { Load } from '../../protocol/load.ts';
import { type CurvePoint, type Herd, type Swarm, type SwarmGroup, swarmPlanSchema } from '../../protocol/swarm.ts';
import { forEachTransport, type Transport } from '../../protocol/transports.ts';

// What tests start from: a server that has done nothing yet, and a swarm that holds nobody.

type Accounts = Load['transports'];

export function loadAt(
  at: number,
  { cpuMs = 0, rssBytes = 0, each = {} }: { cpuMs?: number; rssBytes?: number; each?: PartOf<Accounts> } = {},
): Load {
  const noBytes = Object.fromEntries(BYTE_KINDS.map((kind) => [kind, 0])) as Accounts['sse']['upBy'];
  const nothing = { bytesUp: 0, bytesDown: 0, requests: 0, connections: 0, emptyResponses: 0, events: 0 };
  return {
    at,
    cpu: { userMs: cpuMs, systemMs: 0 },
    eventLoop: { busyMs: 0, idleMs: at, delayMs: { p50: 0, p99: 2, max: 3 } },
    memory: { rssBytes, heapUsedBytes: 0, externalBytes: 0 },
    published: 0,
    transports: forEachTransport((transport) => ({
      ...nothing,
      upBy: noBytes,
      downBy: noBytes,
      payloadBytes: 0,
      open: 0,
      ...each[transport],
    })),
    limits: { openFiles: null, connections: 1 },
  };
}

type PartOf<Whole> = { readonly [Name in keyof Whole]?: Partial<Whole[Name]> };

export function swarmWith(part: Partial<Swarm> = {}): Swarm {
  return {
    number: 1,
    plan: swarmPlanSchema.parse({ kind: 'hold', clients: { sse: 1 } }),
    state: 'holding',
    outcome: null,
    why: null,
    startedAt: 0,
    at: 0,
    progress: 0,
    reader: 'lean',
    transports: {},
    generator: { cpuPercent: 0, loopDelayMaxMs: 0 },
    doubts: [],
    step: null,
    points: [],
    growth: [],
    herds: [],
    ...part,
  };
}

export const CURVE_PLAN = swarmPlanSchema.parse({ kind: 'curve' });

const NO_LATENCY = { count: 0, p50: 0, p99: 0, p999: 0, max: 0 };

export function groupWith(part: Partial<SwarmGroup> = {}): SwarmGroup {
  return {
    wanted: 0,
    started: 0,
    connected: 0,
    events: 0,
    missing: 0,
    duplicated: 0,
    outOfOrder: 0,
    gaps: 0,
    losses: 0,
    requests: 0,
    emptyResponses: 0,
    bytesUp: 0,
    bytesDown: 0,
    latency: NO_LATENCY,
    recent: NO_LATENCY,
    ...part,
  };
}

export function pointWith(transport: Transport, clients: number, part: Partial<CurvePoint> = {}): CurvePoint {
  return {
    transport,
    clients,
    seconds: 4,
    deliveredPerSecond: 0,
    requestsPerSecond: 0,
    bytesPerSecond: 0,
    cpuPercent: 0,
    cpuPerDeliveryMicroseconds: null,
    memoryPerConnectionBytes: null,
    memoryWhy: null,
    loopDelayP99Ms: 0,
    latencyP50Ms: 0,
    latencyP99Ms: 0,
    missing: 0,
    doubts: [],
    ...part,
  };
}

export function herdWith(part: Partial<Herd> = {}): Herd {
  return {
    jitter: 'full',
    at: 0,
    dropped: 100,
    returned: 100,
    busiestAttempts: 10,
    allBackAfterMs: 1_000,
    loopDelayMaxMs: 5,
    attempts: [],
    connected: [],
    ...part,
  };
}

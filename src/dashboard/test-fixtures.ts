import type { ClockEstimate, LaneSnapshot, LatencyFigures, Snapshot } from '../lab/messages.ts';
import { DEFAULT_PUBLISHER, type Experiment } from '../protocol/experiment.ts';
import type { Fault } from '../protocol/faults.ts';
import { forEachLane, type LaneName } from '../protocol/lanes.ts';
import { BYTE_KINDS, type Ledger, type TransportAccount } from '../protocol/ledger.ts';
import { NO_CONDITIONS } from '../protocol/network.ts';
import { forEachTransport } from '../protocol/transports.ts';

// What tests start from: states in which nothing has happened yet, with the parts given that matter.

export function laneWith(part: Partial<LaneSnapshot> = {}): LaneSnapshot {
  return {
    on: true,
    status: { kind: 'off' },
    delivery: { received: 0, missing: 0, duplicated: 0, outOfOrder: 0, gaps: 0 },
    latency: undefined,
    recent: undefined,
    curve: [],
    recentCurve: [],
    wait: undefined,
    transit: undefined,
    ageMs: undefined,
    series: [],
    reconnects: 0,
    circuit: 'closed',
    attempts: [],
    negotiated: undefined,
    messages: [],
    ...part,
  };
}

export function snapshotWith(part: Partial<Snapshot> = {}): Snapshot {
  return {
    run: { client: 'c', startedAt: 0 },
    clock: undefined,
    lanes: lanesWith({}),
    faults: [],
    marks: [],
    story: undefined,
    followable: [],
    ...part,
  };
}

export function clockWith(uncertaintyMs: number): ClockEstimate {
  const roundTripMs = 2 * uncertaintyMs;
  return { offsetMs: 0, uncertaintyMs, roundTripMs, usualRoundTripMs: roundTripMs, exchanges: 8 };
}

/** Every latency was `ms`. */
export function latencyOf(ms: number, count = 1_000): LatencyFigures {
  return { count, p50: ms, p95: ms, p99: ms, p999: ms, max: ms, mean: ms };
}

/** Lanes that are not named are off. */
export function lanesWith(parts: Partial<Record<LaneName, Partial<LaneSnapshot>>>): Snapshot['lanes'] {
  return forEachLane((lane) => laneWith(parts[lane] ?? { on: false }));
}

export const NO_BYTES = Object.fromEntries(BYTE_KINDS.map((kind) => [kind, 0])) as TransportAccount['upBy'];

export function accountWith(part: Partial<TransportAccount> = {}): TransportAccount {
  return {
    requests: 0,
    connections: 0,
    bytesUp: 0,
    bytesDown: 0,
    upBy: NO_BYTES,
    downBy: NO_BYTES,
    emptyResponses: 0,
    events: 0,
    payloadBytes: 0,
    ...part,
  };
}

export function ledgerWith(part: Partial<Ledger> = {}): Ledger {
  const none = { requests: 0, connections: 0, bytesUp: 0, bytesDown: 0 };
  return {
    at: 0,
    wire: { bytesUp: 0, bytesDown: 0 },
    transports: forEachTransport(() => accountWith()),
    control: none,
    static: none,
    ...part,
  };
}

export function experimentWith(part: Partial<Experiment> = {}): Experiment {
  return {
    publisher: DEFAULT_PUBLISHER,
    publisherStats: { published: 0, skipped: 0, failed: 0, behindMs: 0 },
    network: NO_CONDITIONS,
    networkStats: { connections: 0, queuedBytes: 0, maxQueuedBytes: 0, fullTimes: 0, lostSegments: 0 },
    stream: { channel: 'main', cursor: 'e-0' },
    server: { version: '0', startedAt: 0 },
    ...part,
  };
}

export function faultWith(part: Partial<Fault> = {}): Fault {
  return { number: 1, kind: 'cut', at: 0, until: 0, connections: 4, cause: 'hand', ...part };
}

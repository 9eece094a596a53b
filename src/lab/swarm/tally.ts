import { createLatencyHistogram, type LatencyHistogram } from '../../measure/histogram.ts';
import type { SwarmGroup } from '../../protocol/swarm.ts';

/** What the clients of one transport count together: each adds to the same numbers. */
export type Tally = {
  connected: number;
  events: number;
  missing: number;
  duplicated: number;
  outOfOrder: number;
  gaps: number;
  losses: number;
  requests: number;
  emptyResponses: number;
  bytesUp: number;
  bytesDown: number;
  /** Told of each connection that is tried, and when, while somebody watches. */
  attempted: ((at: number) => void) | undefined;
  readonly latency: LatencyHistogram;
  readonly recent: LatencyHistogram;
};

const SUMS = [
  ...(['events', 'missing', 'duplicated', 'outOfOrder', 'gaps', 'losses'] as const),
  ...(['requests', 'emptyResponses', 'bytesUp', 'bytesDown'] as const),
];

export function createTally(): Tally {
  return {
    ...{ connected: 0, events: 0, missing: 0, duplicated: 0, outOfOrder: 0, gaps: 0, losses: 0 },
    ...{ requests: 0, emptyResponses: 0, bytesUp: 0, bytesDown: 0, attempted: undefined },
    latency: createLatencyHistogram(),
    recent: createLatencyHistogram(),
  };
}

/** Counts anew, but for what is so now. */
export function resetTally(tally: Tally): void {
  for (const name of SUMS) tally[name] = 0;
  tally.latency.reset();
  tally.recent.reset();
}

/** Reads what was counted; what came since the last call is forgotten then. */
export function readTally(tally: Tally): Omit<SwarmGroup, 'wanted' | 'started'> {
  const sums = Object.fromEntries(SUMS.map((name) => [name, tally[name]])) as Record<(typeof SUMS)[number], number>;
  const recent = latencyOf(tally.recent);
  tally.recent.reset();
  return { connected: tally.connected, ...sums, latency: latencyOf(tally.latency), recent };
}

function latencyOf(histogram: LatencyHistogram): SwarmGroup['latency'] {
  const { count, p50, p99, p999, max } = histogram.figures() ?? { count: 0, p50: 0, p99: 0, p999: 0, max: 0 };
  return { count, p50, p99, p999, max };
}

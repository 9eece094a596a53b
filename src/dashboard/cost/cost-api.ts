import { z } from 'zod';
import { type Load, loadSchema } from '../../protocol/load.ts';
import type { Jitter } from '../../protocol/session-policy.ts';
import { latestSwarmSchema, type Swarm, type SwarmPlanRequest } from '../../protocol/swarm.ts';
import { type ControlApi, jsonInit } from '../api.ts';

/** What this page asks of the server. Every call rejects as those of the control API do. */
export type CostApi = {
  /** What the server's process has cost so far. */
  load(signal: AbortSignal): Promise<Load>;
  /** The swarm that runs or ran last; null when none did. */
  swarm(signal: AbortSignal): Promise<Swarm | null>;
  start(plan: SwarmPlanRequest): Promise<unknown>;
  stop(): Promise<unknown>;
  /** Drops all clients at once. */
  drop(jitter: Jitter): Promise<unknown>;
};

/** A process is started or ended before the server answers, with up to ten thousand connections. */
const PATIENCE_MS = 20_000;

export function createCostApi({ ask }: Pick<ControlApi, 'ask'>): CostApi {
  return {
    load: (signal) => ask(loadSchema, '/api/load', { signal }),
    swarm: async (signal) => (await ask(latestSwarmSchema, '/api/swarm', { signal })).swarm,
    start: (plan) => ask(z.unknown(), '/api/swarm', jsonInit('POST', plan), PATIENCE_MS),
    stop: () => ask(z.unknown(), '/api/swarm', { method: 'DELETE' }, PATIENCE_MS),
    drop: (jitter) => ask(z.unknown(), '/api/swarm/drop', jsonInit('POST', { jitter })),
  };
}

import { backoffMs } from '../../client/backoff.ts';
import { DEFAULT_SESSION_POLICY, type Jitter } from '../../protocol/session-policy.ts';
import type { SwarmPlan } from '../../protocol/swarm.ts';

export type Retries = {
  /** The wait after an attempt that was up for so long, ms; `askedMs` is what the server asked for. */
  next(upMs: number, askedMs: number): number;
  /** The wait after a cut of our own. */
  afterDrop(jitter: Jitter): number;
};

/** How long a client stays away, under the rules of the lanes' sessions. */
export function createRetries(backoff: SwarmPlan['backoff'], random: () => number): Retries {
  const policy = { ...DEFAULT_SESSION_POLICY, ...backoff };
  let failures = 0;
  let previousMs: number | undefined;

  return {
    next(upMs, askedMs) {
      if (upMs >= policy.minUptimeMs) {
        failures = 0;
        previousMs = undefined;
      }
      failures += 1;
      previousMs = backoffMs(policy, { failures, chance: random(), previousMs });
      return Math.max(previousMs, Math.min(askedMs, policy.maxRetryAfterMs));
    },
    afterDrop: (jitter) => backoffMs({ ...policy, jitter }, { failures: 1, chance: random(), previousMs: undefined }),
  };
}

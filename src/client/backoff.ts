import type { SessionPolicy } from '../protocol/session-policy.ts';

/** One wait that is to be drawn. */
export type Draw = {
  /** Failures in a row, from 1. */
  readonly failures: number;
  /** The chance, in [0, 1): drawn once for each wait, so that a changed policy moves the wait and does not roll the dice again. */
  readonly chance: number;
  /** The wait before the attempt that failed, ms; undefined for the first failure in a row. */
  readonly previousMs: number | undefined;
};

/**
 * How long to wait before another attempt, ms. The formulae are those of M. Brooker, "Exponential Backoff And Jitter",
 * AWS Architecture Blog, 2015, https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 *
 *   none          min(cap, base * factor ** n)
 *   full          random_between(0, min(cap, base * factor ** n))
 *   equal         half of that bound + random_between(0, the other half)
 *   decorrelated  min(cap, random_between(base, previous wait * 3))
 */
export function backoffMs(policy: SessionPolicy, { failures, chance, previousMs }: Draw): number {
  const { baseDelayMs, maxDelayMs, factor, jitter } = policy;
  const bound = Math.min(maxDelayMs, baseDelayMs * factor ** (failures - 1));
  switch (jitter) {
    case 'none':
      return bound;
    case 'full':
      return chance * bound;
    case 'equal':
      return bound / 2 + chance * (bound / 2);
    case 'decorrelated': {
      const upTo = Math.max(baseDelayMs, 3 * (previousMs ?? baseDelayMs));
      return Math.min(maxDelayMs, baseDelayMs + chance * (upTo - baseDelayMs));
    }
  }
}

import { z } from 'zod';
import { inRange } from './in-range.ts';
import { strict } from './strict.ts';

/**
 * How the wait before another attempt is drawn from its bound, which grows with each failure in a row:
 *
 * - `none`: the bound itself. Clients that were cut together come back together.
 * - `full`: anywhere from zero to the bound.
 * - `equal`: half of the bound, and anywhere from zero to the other half.
 * - `decorrelated`: anywhere from the base to three times the wait before, at most the cap; the factor plays no part.
 *
 * Source of the names and formulae: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015,
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export const JITTERS = ['none', 'full', 'equal', 'decorrelated'] as const;
export type Jitter = (typeof JITTERS)[number];

/** What a session does after a loss. */
export const sessionPolicySchema = strict({
  baseDelayMs: inRange(z.number, 'a number', 1, 60_000).describe('bound of the wait before the first retry, ms'),
  factor: inRange(z.number, 'a number', 1, 10).describe('by what the bound grows with each failure in a row'),
  maxDelayMs: inRange(z.number, 'a number', 1, 300_000).describe('cap: the bound never grows past this, ms'),
  jitter: z.enum(JITTERS, `must be one of ${JITTERS.join(', ')}`).describe('how the wait is drawn from its bound'),
  maxTries: inRange(z.int, 'a whole number', 0, 1_000).describe(
    'failures in a row after which the session gives up; 0 never does',
  ),
  minUptimeMs: inRange(z.number, 'a number', 0, 60_000).describe(
    'an attempt that was up this long was a success: the next failure is a first one again, ms',
  ),
  maxRetryAfterMs: inRange(z.number, 'a number', 0, 3_600_000).describe(
    'longest Retry-After that is obeyed; 0 obeys none, ms',
  ),
  breakerThreshold: inRange(z.int, 'a whole number', 0, 1_000).describe(
    'failures in a row that open the circuit; 0 never does',
  ),
  breakerCoolDownMs: inRange(z.number, 'a number', 100, 300_000).describe(
    'how long an open circuit makes no attempt; then one probe decides, ms',
  ),
});

export type SessionPolicy = z.infer<typeof sessionPolicySchema>;

export const DEFAULT_SESSION_POLICY: SessionPolicy = {
  baseDelayMs: 500,
  factor: 2,
  maxDelayMs: 30_000,
  jitter: 'full',
  maxTries: 0,
  minUptimeMs: 5_000,
  maxRetryAfterMs: 300_000,
  breakerThreshold: 10,
  breakerCoolDownMs: 20_000,
};

/** Closed: attempts are made. Open: none is. Half-open: one is, and what becomes of it decides. */
export const CIRCUITS = ['closed', 'open', 'half-open'] as const;
export type Circuit = (typeof CIRCUITS)[number];

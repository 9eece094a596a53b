import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_SESSION_POLICY, JITTERS, type Jitter } from '../protocol/session-policy.ts';
import { backoffMs } from './backoff.ts';

const policies = fc.record({
  baseDelayMs: fc.integer({ min: 1, max: 60_000 }),
  factor: fc.double({ min: 1, max: 10, noNaN: true }),
  maxDelayMs: fc.integer({ min: 1, max: 300_000 }),
});
const chances = fc.array(fc.double({ min: 0, max: 1 - 2 ** -53, noNaN: true }), { minLength: 1, maxLength: 50 });

type Policy = typeof policies extends fc.Arbitrary<infer Value> ? Value : never;

/** The least and the most that each jitter may give. */
const BOUNDS: Readonly<Record<Jitter, (policy: Policy, failures: number, previousMs?: number) => [number, number]>> = {
  none: (policy, failures) => [boundOf(policy, failures), boundOf(policy, failures)],
  full: (policy, failures) => [0, boundOf(policy, failures)],
  equal: (policy, failures) => [boundOf(policy, failures) / 2, boundOf(policy, failures)],
  decorrelated: ({ baseDelayMs, maxDelayMs }, _, previousMs = baseDelayMs) => [
    Math.min(maxDelayMs, baseDelayMs),
    Math.min(maxDelayMs, Math.max(baseDelayMs, 3 * previousMs)),
  ],
};

test.each(JITTERS)('%s: every wait of a row of failures is within its bounds, and reaches both', (jitter) => {
  fc.assert(
    fc.property(policies, chances, (some, row) => {
      const policy = { ...DEFAULT_SESSION_POLICY, ...some, jitter };
      let previousMs: number | undefined;
      for (const [index, chance] of row.entries()) {
        const failures = index + 1;
        const [least, most] = BOUNDS[jitter](policy, failures, previousMs);
        const draw = { failures, previousMs };
        const waitMs = backoffMs(policy, { ...draw, chance });
        expect(waitMs).toBeGreaterThanOrEqual(least - 1e-6);
        expect(waitMs).toBeLessThanOrEqual(most + 1e-6);
        expect(backoffMs(policy, { ...draw, chance: 0 })).toBeCloseTo(least);
        expect(backoffMs(policy, { ...draw, chance: 1 })).toBeCloseTo(most);
        previousMs = waitMs;
      }
    }),
  );
});

test('the bound is finite after however many failures', () => {
  expect(backoffMs({ ...DEFAULT_SESSION_POLICY, jitter: 'none' }, { failures: 5_000, chance: 0, previousMs: 1 })).toBe(
    DEFAULT_SESSION_POLICY.maxDelayMs,
  );
});

function boundOf({ baseDelayMs, factor, maxDelayMs }: Policy, failures: number): number {
  return Math.min(maxDelayMs, baseDelayMs * factor ** (failures - 1));
}

import { describe, expect, it } from 'vitest';
import type { FaultCosts } from '../../lab/messages.ts';
import { undisturbed } from './undisturbed.ts';

function fault(at: number, recoveredAfterMs: number | undefined, lastsMs = 0): FaultCosts {
  const cost = { noticedAfterMs: 0, recoveredAfterMs, attempts: 0, late: 0, missing: 0, duplicated: 0, gaps: 0 };
  return {
    fault: { number: at, kind: 'outage', at, until: at + lastsMs, connections: 1, cause: 'hand' },
    lanes: {
      'short-polling': undefined,
      'long-polling': undefined,
      sse: cost,
      websocket: undefined,
      automatic: undefined,
    },
  };
}

const stretch = { at: 10_000, recoveredAt: 12_000 };
const quietSinceOf = (...others: readonly FaultCosts[]) =>
  undisturbed([fault(10_000, 2_000), ...others], 'sse', stretch)?.quietSince;

describe('undisturbed', () => {
  it('is quiet since ever when there was no fault before', () => {
    expect(quietSinceOf()).toBe(Number.NEGATIVE_INFINITY);
  });

  it('is quiet since the lane had recovered from the one before, and that one was over', () => {
    expect(quietSinceOf(fault(1_000, 3_000))).toBe(4_000);
    expect(quietSinceOf(fault(1_000, 3_000, 5_000))).toBe(6_000);
  });

  it.each([
    ['the one before was not recovered from', fault(1_000, undefined)],
    ['the one before was recovered from only afterwards', fault(1_000, 9_500)],
    ['another one came in between', fault(11_000, 500)],
  ])('is nothing to compare when %s', (_, other) => {
    expect(undisturbed([fault(10_000, 2_000), other], 'sse', stretch)).toBeUndefined();
  });

  it('does not care for what came later', () => {
    expect(quietSinceOf(fault(12_500, 500))).toBe(Number.NEGATIVE_INFINITY);
  });
});

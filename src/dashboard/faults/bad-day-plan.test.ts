import { describe, expect, it } from 'vitest';
import type { BadDay } from '../../protocol/faults.ts';
import { badDayPlan } from './bad-day-plan.ts';

const DAY: BadDay = {
  seed: 1,
  startedAt: 10_000,
  endsAt: 30_000,
  plan: [
    { afterSeconds: 15, fault: { kind: 'outage', seconds: 10 } },
    { afterSeconds: 5, fault: { kind: 'cut', how: 'fin' } },
  ],
};

describe('badDayPlan', () => {
  it('puts the faults and now on one line, in order, and nothing past its end', () => {
    expect(badDayPlan(DAY, 20_000)).toEqual({
      now: 50,
      faults: [
        { key: '0', kind: 'cut', from: 25, to: 25, isOver: true, labelled: true },
        { key: '1', kind: 'outage', from: 75, to: 100, isOver: false, labelled: true },
      ],
      words: '1 of 2 faults so far. Next: Outage of 10\u00a0s, in 5\u00a0s.',
    });
  });

  it('names a fault where its name hides no other, and does not leave the line', () => {
    const at = (afterSeconds: number) => ({ afterSeconds, fault: { kind: 'stall' } as const });
    const { faults } = badDayPlan({ ...DAY, plan: [at(1), at(2), at(4), at(19)] }, 10_000);
    expect(faults.map(({ labelled }) => labelled)).toEqual([true, false, true, false]);
  });

  it('says when nothing is left to come', () => {
    expect(badDayPlan(DAY, 28_500).words).toBe('2 of 2 faults so far. None is left; the day is over in 2\u00a0s.');
    expect(badDayPlan(DAY, 99_000).now).toBe(100);
  });
});

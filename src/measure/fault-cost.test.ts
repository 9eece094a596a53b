import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFaultMeter, type FaultCost, type OtherFaults } from './fault-cost.ts';
import type { LaneNote } from './lane-note.ts';

const AT = 10_000;
const NOTHING: FaultCost = {
  noticedAfterMs: undefined,
  recoveredAfterMs: undefined,
  attempts: 0,
  late: 0,
  missing: 0,
  duplicated: 0,
  gaps: 0,
};
const NO_OTHERS: OtherFaults = { earlierUntil: Number.NEGATIVE_INFINITY, laterAt: Number.POSITIVE_INFINITY };
const UNCHANGED = { received: 0, missing: 0, duplicated: 0, outOfOrder: 0, gaps: 0 };

// All times are from the beginning of the fault.
const lost = (at: number): LaneNote => ({ kind: 'lost', at: AT + at });
const attempt = (at: number): LaneNote => ({ kind: 'attempt', at: AT + at });
const answered = (sentAt: number, at = sentAt): LaneNote => ({ kind: 'answered', at: AT + at, sentAt: AT + sentAt });
const event = (publishedAt: number, at = publishedAt, change = {}): LaneNote => ({
  ...({ kind: 'event', at: AT + at, publishedAt: AT + publishedAt } as const),
  change: { ...UNCHANGED, received: 1, ...change },
});
const gap = (at: number, change = {}): LaneNote => ({
  ...({ kind: 'gap', at: AT + at } as const),
  change: { ...UNCHANGED, gaps: 1, ...change },
});
const use = (at: number, inUse: boolean): LaneNote => ({ kind: 'use', at: AT + at, inUse });
const stopped = (at: number): LaneNote => ({ kind: 'stopped', at: AT + at });

function meterOf(notes: readonly LaneNote[], lastsMs = 0) {
  const meter = createFaultMeter({ at: AT, until: AT + lastsMs });
  for (const note of notes) meter.note(note);
  return meter;
}

const CASES: readonly {
  readonly name: string;
  readonly notes: readonly LaneNote[];
  readonly lastsMs?: number;
  readonly others?: Partial<OtherFaults>;
  readonly cost: Partial<FaultCost>;
}[] = [
  {
    name: 'a stream that is cut, comes back, and is given what it had missed',
    notes: [lost(2), attempt(300), answered(300, 310), event(100, 311), event(200, 311), event(400)],
    cost: { noticedAfterMs: 2, recoveredAfterMs: 311, attempts: 1, late: 2 },
  },
  {
    name: 'what was before the fault, and what came in time although it was published after it began',
    notes: [lost(-2_000), attempt(-1_500), event(-100), event(1), lost(4), attempt(9), event(50, 60), event(70)],
    cost: { noticedAfterMs: 4, recoveredAfterMs: 60, attempts: 1, late: 1 },
  },
  {
    name: 'a loss that the match of the clocks makes seem to come before the fault',
    notes: [lost(-3), attempt(20), event(-1, 21), event(10, 30)],
    cost: { noticedAfterMs: 0, recoveredAfterMs: 30, attempts: 1, late: 1 },
  },
  {
    name: 'an outage, through which the lane tries in vain',
    notes: [lost(1), attempt(500), lost(501), attempt(1_500), lost(1_501), attempt(5_200), event(400, 5_300)],
    lastsMs: 5_000,
    cost: { noticedAfterMs: 1, recoveredAfterMs: 5_300, attempts: 3, late: 1 },
  },
  {
    name: 'an event that arrives while the fault lasts: it recovers nothing',
    notes: [lost(1), attempt(500), event(400, 510), event(5_100)],
    lastsMs: 5_000,
    cost: { noticedAfterMs: 1, recoveredAfterMs: 5_100, attempts: 1, late: 2 },
  },
  {
    name: 'a stalled stream: all that was published until its watchdog bit is late',
    notes: [lost(60_000), attempt(60_100), event(20_000, 60_200), event(40_000, 60_200), event(60_150, 60_200)],
    cost: { noticedAfterMs: 60_000, recoveredAfterMs: 60_200, attempts: 1, late: 3 },
  },
  {
    name: 'a stream that is still stalled',
    notes: [event(-500, -400)],
    cost: {},
  },
  {
    name: 'a poll that was not under way, and noticed nothing',
    notes: [answered(1_500), event(90, 1_500), event(1_200, 1_500), event(2_000, 3_500)],
    cost: { recoveredAfterMs: 1_500 },
  },
  {
    name: 'an event of the moment in which the connections end: it proves nothing',
    notes: [event(60), lost(70), attempt(80), event(200)],
    cost: { noticedAfterMs: 70, recoveredAfterMs: 200, attempts: 1, late: 1 },
  },
  {
    name: 'a loss after a request that was sent since the fault was answered: another thing caused it',
    notes: [answered(100, 140), lost(900), attempt(1_000), event(800, 1_100)],
    cost: { recoveredAfterMs: 1_100 },
  },
  {
    name: 'a request of before the fault, or of while it lasted: its answer proves nothing',
    notes: [answered(-10, 20), answered(900, 1_005), lost(1_100), attempt(1_150), event(1_120, 1_200)],
    lastsMs: 1_000,
    cost: { noticedAfterMs: 1_100, recoveredAfterMs: 1_200, attempts: 1, late: 1 },
  },
  {
    name: 'a loss that a later fault caused: that one tells what it cost',
    notes: [lost(3_001), attempt(3_500), event(1_000, 3_600), event(3_200, 3_600)],
    others: { laterAt: AT + 3_000 },
    cost: { recoveredAfterMs: 3_600, attempts: 0, late: 0 },
  },
  {
    name: 'the same of a stream that was open: its connection was lost, and the later fault only told',
    notes: [use(-900, true), lost(3_001), attempt(3_500), event(1_000, 3_600), event(3_200, 3_600)],
    others: { laterAt: AT + 3_000 },
    cost: { noticedAfterMs: 3_001, recoveredAfterMs: 3_600, attempts: 1, late: 2 },
  },
  {
    name: 'a loss while an earlier fault lasted: the first after that is its own',
    notes: [use(-900, true), lost(-500), lost(800), attempt(900), lost(1_200), attempt(2_100), event(2_200)],
    lastsMs: 2_000,
    others: { earlierUntil: AT + 1_000 },
    cost: { noticedAfterMs: 1_200, recoveredAfterMs: 2_200, attempts: 2, late: 1 },
  },
  {
    name: 'a lane that was stopped and started again before the fault used no connection',
    notes: [use(-900, true), stopped(-800), lost(300), attempt(400), event(500)],
    others: { earlierUntil: AT + 400 },
    cost: { recoveredAfterMs: 500, attempts: 0, late: 0 },
  },
  {
    name: 'a loss before a later fault',
    notes: [lost(2_000), attempt(2_500), event(2_200, 2_600)],
    others: { laterAt: AT + 3_000 },
    cost: { noticedAfterMs: 2_000, recoveredAfterMs: 2_600, attempts: 1, late: 1 },
  },
  {
    name: 'a server that began anew: one gap, and ids from 1',
    notes: [lost(5), attempt(2_500), gap(2_510), event(2_400, 2_510), event(2_600)],
    lastsMs: 2_000,
    cost: { noticedAfterMs: 5, recoveredAfterMs: 2_510, attempts: 1, late: 1, gaps: 1 },
  },
  {
    name: 'holes and doubles of its time, and none of later',
    notes: [
      ...[lost(5), attempt(500), gap(510, { missing: 7 }), event(-50, 510, { received: 0, duplicated: 1 })],
      ...[
        event(300, 511),
        event(301, 511, { received: 0 }),
        event(450, 512, { missing: 2 }),
        gap(600),
        event(700, 700, { duplicated: 4 }),
      ],
    ],
    cost: { noticedAfterMs: 5, recoveredAfterMs: 511, attempts: 1, late: 2, missing: 9, duplicated: 1, gaps: 1 },
  },
  {
    name: 'a hole of before the fault that was filled: nothing is missing less than before',
    notes: [event(-900, 20, { missing: -1 })],
    cost: {},
  },
  {
    name: 'a lane that was stopped keeps what it had',
    notes: [lost(1), attempt(400), stopped(500), attempt(600), event(550, 700)],
    cost: { noticedAfterMs: 1, attempts: 1 },
  },
];

describe('what a fault cost', () => {
  test.each(CASES)('$name', ({ notes, lastsMs, others, cost }) => {
    expect(meterOf(notes, lastsMs).read({ ...NO_OTHERS, ...others })).toEqual({ ...NOTHING, ...cost });
  });

  test('is known for good once an event came that was published after the recovery', () => {
    const meter = meterOf([lost(1), attempt(400), event(300, 410)]);
    expect(meter.isOver()).toBe(false);
    meter.note(event(500));
    expect(meter.isOver()).toBe(true);
    const before = meter.read(NO_OTHERS);
    for (const note of [lost(600), attempt(700), gap(710), event(650, 720)]) meter.note(note);
    expect(meter.read(NO_OTHERS)).toEqual(before);
  });

  test('is less when the fault was ended before its time', () => {
    const meter = meterOf([lost(1), attempt(1_000)], 60_000);
    meter.endAt(AT + 900);
    meter.note(event(950, 1_010));
    expect(meter.read(NO_OTHERS).recoveredAfterMs).toBe(1_010);
  });

  test('is never below zero, whatever happens, and only grows until the lane has caught up', () => {
    const ms = fc.integer({ min: -5_000, max: 20_000 });
    const change = fc.record({
      received: fc.constantFrom(0, 1),
      missing: fc.integer({ min: -2, max: 5 }),
      duplicated: fc.nat(2),
    });
    const anyNote = fc.oneof(
      ms.map(lost),
      ms.map(attempt),
      ms.map((at) => answered(at)),
      ms.map((at) => gap(at)),
      ms.map(stopped),
      fc.tuple(ms, fc.boolean()).map(([at, inUse]) => use(at, inUse)),
      fc.tuple(ms, fc.nat(3_000), change).map(([at, transitMs, with_]) => event(at, at + transitMs, with_)),
    );
    fc.assert(
      fc.property(fc.array(anyNote, { maxLength: 40 }), fc.nat(3_000), fc.option(ms), (notes, lastsMs, later) => {
        const others = { ...NO_OTHERS, ...(later !== null && { laterAt: AT + later }) };
        const meter = meterOf([], lastsMs);
        let before = meter.read(others);
        for (const note of notes.sort((a, b) => a.at - b.at)) {
          const wasOver = meter.isOver();
          meter.note(note);
          const cost = meter.read(others);
          for (const value of Object.values(cost)) expect(value ?? 0).toBeGreaterThanOrEqual(0);
          if (wasOver) expect(cost).toEqual(before);
          for (const field of ['attempts', 'late', 'duplicated', 'gaps'] as const) {
            expect(cost[field]).toBeGreaterThanOrEqual(before[field]);
          }
          if (before.noticedAfterMs !== undefined) expect(cost.noticedAfterMs).toBe(before.noticedAfterMs);
          if (before.recoveredAfterMs !== undefined) expect(cost.recoveredAfterMs).toBe(before.recoveredAfterMs);
          if (cost.recoveredAfterMs !== undefined) expect(cost.recoveredAfterMs).toBeGreaterThanOrEqual(lastsMs);
          if (cost.noticedAfterMs === undefined && later === null) expect(cost.attempts).toBe(0);
          before = cost;
        }
      }),
    );
  });
});

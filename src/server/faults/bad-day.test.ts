import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FAULT_KINDS, faultRequestSchema } from '../../protocol/faults.ts';
import { planBadDay } from './bad-day.ts';

const requests = fc.record({
  seed: fc.integer({ min: 0, max: 0xffff_ffff }),
  seconds: fc.double({ min: 5, max: 600, noNaN: true }),
  faults: fc.integer({ min: 1, max: 200 }),
});

test('the same request gives the same day', () => {
  fc.assert(
    fc.property(requests, (request) => {
      expect(planBadDay(request)).toEqual(planBadDay(request));
    }),
  );
});

test('has as many faults as asked for, in order, within its time, each one that may be caused', () => {
  fc.assert(
    fc.property(requests, (request) => {
      const plan = planBadDay(request);
      expect(plan).toHaveLength(request.faults);
      const times = plan.map(({ afterSeconds }) => afterSeconds);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(times.every((time) => time >= 0 && time < request.seconds)).toBe(true);
      for (const { fault } of plan) expect(faultRequestSchema.parse(fault)).toEqual(fault);
    }),
  );
});

test('another seed gives another day, and every kind comes up', () => {
  const day = planBadDay({ seed: 1, seconds: 600, faults: 200 });
  expect(planBadDay({ seed: 2, seconds: 600, faults: 200 })).not.toEqual(day);
  expect(new Set(day.map(({ fault }) => fault.kind))).toEqual(new Set(FAULT_KINDS));
});

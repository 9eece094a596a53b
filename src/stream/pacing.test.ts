import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPacing } from './pacing.ts';

const counting = () => {
  let gap = 0;
  return () => (gap += 1);
};

test('starts held, with the whole first gap to come', () => {
  const pacing = createPacing(counting());
  expect(pacing.dueAt()).toBe(Number.POSITIVE_INFINITY);
  pacing.release(5_000, 2);
  expect(pacing.dueAt()).toBe(5_500);
});

test('due times are sums of gaps', () => {
  const pacing = createPacing(counting());
  pacing.release(0, 1);
  const due = Array.from({ length: 4 }, () => {
    const at = pacing.dueAt();
    pacing.advance();
    return at;
  });
  expect(due).toEqual([1_000, 3_000, 6_000, 10_000]);
});

test('held and released at once, however often, it is due when it was', () => {
  const fractions = fc.array(fc.double({ min: 0, max: 1, noNaN: true }));
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 1_000, noNaN: true }), fractions, (ratePerSecond, interruptions) => {
      const pacing = createPacing(counting());
      pacing.release(0, ratePerSecond);
      const dueAt = pacing.dueAt();
      for (const fraction of interruptions.sort((a, b) => a - b)) {
        pacing.hold(fraction * dueAt);
        pacing.release(fraction * dueAt, ratePerSecond);
      }
      expect(pacing.dueAt()).toBeCloseTo(dueAt, 6);
    }),
  );
});

test('what is still to come of a gap takes as long as the new rate says, however long it was held', () => {
  const pacing = createPacing(counting());
  pacing.release(0, 0.1);
  pacing.hold(4_000);
  pacing.release(1_000_000, 10);
  expect(pacing.dueAt()).toBeCloseTo(1_000_060, 6);
});

test('only what is held is released, and only what runs is held', () => {
  const pacing = createPacing(counting());
  pacing.release(0, 1);
  pacing.release(400, 10);
  expect(pacing.dueAt()).toBe(1_000);
  pacing.hold(250);
  pacing.hold(900);
  pacing.release(1_000, 1);
  expect(pacing.dueAt()).toBe(1_750);
});

test('a gap of no length has nothing to come', () => {
  const pacing = createPacing(() => 0);
  pacing.release(0, 1);
  pacing.hold(0);
  pacing.release(7, 1);
  expect(pacing.dueAt()).toBe(7);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFreshness } from './freshness.ts';

describe('freshness', () => {
  test('is unknown before the first event', () => {
    const freshness = createFreshness();
    expect(freshness.age(5)).toBeUndefined();
    expect(freshness.take(5)).toBeUndefined();
  });

  test('grows with time and falls to the latency of what arrives', () => {
    const freshness = createFreshness();
    freshness.event(0, 10);
    expect(freshness.age(110)).toBe(110);
    freshness.event(100, 120);
    expect(freshness.age(120)).toBe(20);
    // An older event than the one in hand makes nothing fresher.
    freshness.event(50, 130);
    expect(freshness.age(130)).toBe(30);
  });

  test('begins anew with a clock that was set back, or another epoch', () => {
    const freshness = createFreshness();
    freshness.event(1_000, 1_010);
    expect(freshness.take(500)).toBeUndefined();
    expect(freshness.take(1_500)).toEqual({ mean: 250, peak: 500 });
    freshness.reset();
    expect(freshness.age(2_000)).toBeUndefined();
    freshness.event(10, 20);
    expect(freshness.age(30)).toBe(20);
  });

  test('of a saw-tooth has the mean and the peak of the saw-tooth', () => {
    const freshness = createFreshness();
    freshness.event(0, 0);
    for (let at = 1_000; at <= 10_000; at += 1_000) freshness.event(at, at);
    expect(freshness.take(10_000)).toEqual({ mean: 500, peak: 1_000 });
    expect(freshness.take(12_000)).toEqual({ mean: 1_000, peak: 2_000 });
  });

  test('has the mean of its age at every moment', () => {
    const step = fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 300 }));
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), (steps) => {
        const freshness = createFreshness();
        freshness.event(0, 0);
        let now = 0;
        let sum = 0;
        let newest = 0;
        for (const [pause, latency] of steps) {
          // Between whole ms the age is straight, so the midpoint of each is its mean.
          for (let ms = 0; ms < pause; ms += 1) sum += now + ms + 0.5 - newest;
          now += pause;
          freshness.event(now - latency, now);
          newest = Math.max(newest, now - latency);
        }
        expect(freshness.take(now)?.mean).toBeCloseTo(sum / now, 6);
      }),
    );
  });
});

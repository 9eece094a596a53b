import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createClockOffset } from './clock-offset.ts';

/** An exchange with a server whose clock is `offsetMs` ahead, `upMs` and `downMs` away. */
const exchange = (sentAt: number, offsetMs: number, upMs: number, downMs: number) => ({
  sentAt,
  serverNow: sentAt + upMs + offsetMs,
  receivedAt: sentAt + upMs + downMs,
  seenRoundTripMs: upMs + downMs + 1,
});

describe('the clock offset', () => {
  test('is unknown before the first exchange', () => {
    expect(createClockOffset().estimate(0)).toBeUndefined();
  });

  test('is exact when both ways take the same time, and off by at most half the round trip otherwise', () => {
    const delay = fc.double({ min: 0, max: 500, noNaN: true });
    const offset = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(offset, fc.array(fc.tuple(delay, delay), { minLength: 1, maxLength: 20 }), (offsetMs, delays) => {
        const clock = createClockOffset();
        let at = 0;
        for (const [upMs, downMs] of delays) {
          clock.add(exchange(at, offsetMs, upMs, downMs));
          at += 1_000;
        }
        const estimate = clock.estimate(at);
        const error = Math.abs((estimate?.offsetMs ?? Number.NaN) - offsetMs);
        expect(error).toBeLessThanOrEqual((estimate?.uncertaintyMs ?? 0) + 1e-6);
      }),
    );
  });

  test('is taken from the exchange with the shortest round trip', () => {
    const clock = createClockOffset();
    clock.add(exchange(0, 100, 30, 10));
    clock.add(exchange(50, 100, 1, 1));
    clock.add(exchange(60, 100, 5, 20));
    expect(clock.estimate(60)).toMatchObject({
      offsetMs: 100,
      roundTripMs: 2,
      usualRoundTripMs: 26,
      exchanges: 3,
    });
  });

  test('grows less certain as its exchange ages, so that a newer one wins in the end', () => {
    const clock = createClockOffset();
    clock.add(exchange(0, 0, 1, 1));
    const fresh = clock.estimate(2)?.uncertaintyMs ?? Number.NaN;
    expect(fresh).toBe(1);
    expect(clock.estimate(2 + 1_000_000)?.uncertaintyMs).toBeCloseTo(fresh + 15, 6);
    clock.add(exchange(1_000_000, 0, 3, 3));
    expect(clock.estimate(1_000_006)?.roundTripMs).toBe(6);
  });

  test('starts anew when a clock jumped', () => {
    const clock = createClockOffset();
    expect(clock.add(exchange(0, 0, 1, 1))).toBe(false);
    expect(clock.add(exchange(1_000, 500, 20, 20))).toBe(true);
    expect(clock.estimate(1_040)).toMatchObject({ offsetMs: 500, exchanges: 1 });
  });

  test('keeps a bounded number of exchanges', () => {
    const clock = createClockOffset();
    for (let at = 0; at < 1_000; at += 1) clock.add(exchange(at, 0, 1, 1));
    expect(clock.estimate(1_002)?.exchanges).toBe(64);
  });
});

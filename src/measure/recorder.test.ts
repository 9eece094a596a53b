import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLatencyHistogram } from './histogram.ts';
import { createRecorder } from './recorder.ts';

const cursor = (id: number) => ({ epoch: 'e', id });

describe('a latency histogram', () => {
  test('has no figures before the first latency', () => {
    const histogram = createLatencyHistogram();
    expect(histogram.figures()).toBeUndefined();
    expect(histogram.curve()).toEqual([]);
  });

  test('gives percentiles within 0.1 % of the exact ones, and the exact maximum and mean', () => {
    const latency = fc.double({ min: 0.001, max: 3_000_000, noNaN: true });
    fc.assert(
      fc.property(fc.array(latency, { minLength: 1, maxLength: 300 }), (latencies) => {
        const histogram = createLatencyHistogram();
        for (const latencyMs of latencies) histogram.record(latencyMs);
        const sorted = [...latencies].sort((a, b) => a - b);
        const exact = (percentile: number) =>
          sorted[Math.max(0, Math.ceil((percentile / 100) * sorted.length) - 1)] ?? Number.NaN;
        const figures = histogram.figures();
        for (const [name, percentile] of [
          ['p50', 50],
          ['p95', 95],
          ['p99', 99],
        ] as const) {
          // One microsecond is the histogram's unit.
          expect(Math.abs((figures?.[name] ?? Number.NaN) - exact(percentile))).toBeLessThanOrEqual(
            exact(percentile) * 0.001 + 0.001,
          );
        }
        expect(figures?.max).toBe(sorted.at(-1));
        expect(figures?.count).toBe(latencies.length);
        expect(figures?.mean).toBeCloseTo(latencies.reduce((a, b) => a + b) / latencies.length, 5);
      }),
    );
  });

  test('records what the clock makes negative as nothing, and more than an hour as an hour', () => {
    const histogram = createLatencyHistogram();
    histogram.record(-3);
    expect(histogram.figures()).toMatchObject({ p50: 0, max: 0 });
    histogram.record(1e9);
    expect(histogram.figures()?.max).toBe(3_600_000);
  });

  test('has a curve that never falls and ends at the maximum', () => {
    const histogram = createLatencyHistogram();
    for (const latencyMs of [5, 1, 100, 7, 7]) histogram.record(latencyMs);
    const curve = histogram.curve().map(({ latencyMs }) => latencyMs);
    expect(curve).toEqual([...curve].sort((a, b) => a - b));
    expect(curve.at(-1)).toBe(100);
  });
});

describe('a recorder', () => {
  test('measures the latency of an event from its publication to its arrival', () => {
    const recorder = createRecorder();
    recorder.start(cursor(0));
    recorder.event(cursor(1), 1_000, 1_250);
    recorder.event(cursor(2), 1_100, 1_300);
    expect(recorder.read().latency).toMatchObject({ count: 2, max: 250, mean: 225 });
    expect(recorder.read().delivery).toMatchObject({ received: 2, missing: 0 });
  });

  test('has one point for each second that is over, empty ones included', () => {
    const recorder = createRecorder();
    recorder.start(cursor(0));
    recorder.event(cursor(1), 10_000, 10_020);
    recorder.event(cursor(2), 10_000, 10_040);
    recorder.tick(10_999);
    expect(recorder.read().series).toEqual([]);
    recorder.tick(12_000);
    expect(recorder.read().series).toEqual([
      { at: 10_000, events: 2, p50: expect.closeTo(20, 1), p95: 40, max: 40 },
      { at: 11_000, events: 0, p50: null, p95: null, max: null },
    ]);
  });

  test('keeps two minutes of points, and leaves out a long sleep', () => {
    const recorder = createRecorder();
    for (let at = 0; at <= 300_000; at += 1_000) recorder.tick(at);
    expect(recorder.read().series).toHaveLength(120);
    recorder.tick(300_000 + 8 * 3_600_000);
    expect(recorder.read().series).toHaveLength(120);
    expect(recorder.read().series.at(-1)?.at).toBe(300_000 + 8 * 3_600_000 - 1_000);
  });

  test('goes on counting when its lane is started again, without taking what was in between for missing', () => {
    const recorder = createRecorder();
    recorder.start(cursor(0));
    recorder.event(cursor(1), 0, 1);
    recorder.start(cursor(9));
    recorder.event(cursor(10), 0, 1);
    expect(recorder.read().delivery).toEqual({ received: 2, missing: 0, duplicated: 0, outOfOrder: 0, gaps: 0 });
  });
});

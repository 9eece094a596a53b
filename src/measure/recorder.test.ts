import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLatencyHistogram, createRecentHistogram } from './histogram.ts';
import { createRecorder } from './recorder.ts';

const cursor = (id: number) => ({ epoch: 'e', id });
const write = (id: number, writtenAt: number) => ({
  ...({ transport: 'sse', request: 1, epoch: 'e', firstId: id, lastId: id, arrivedAt: 0 } as const),
  writtenAt,
});

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
          ['p999', 99.9],
        ] as const) {
          // One microsecond is the histogram's unit.
          expect(Math.abs((figures?.[name] ?? Number.NaN) - exact(percentile))).toBeLessThanOrEqual(
            exact(percentile) * 0.001 + 0.001,
          );
        }
        expect(figures?.max).toBeCloseTo(sorted.at(-1) ?? Number.NaN, 6);
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

describe('a histogram of the last 30 s', () => {
  test('has the same figures as one of just what is young enough', () => {
    const arrivals = fc.array(
      fc.tuple(fc.double({ min: 0.001, max: 5_000, noNaN: true }), fc.integer({ min: 0, max: 3_000 })),
      {
        minLength: 1,
        maxLength: 200,
      },
    );
    fc.assert(
      fc.property(arrivals, (steps) => {
        const recent = createRecentHistogram(30_000);
        const all: { latencyMs: number; at: number }[] = [];
        let now = 0;
        for (const [latencyMs, pause] of steps) {
          now += pause;
          recent.record(latencyMs, now);
          all.push({ latencyMs, at: now });
        }
        const young = createLatencyHistogram();
        for (const { latencyMs, at } of all) if (at > now - 30_000) young.record(latencyMs);
        const { mean, max, ...percentiles } = recent.figures(now) ?? { mean: 0, max: 0 };
        const expected = young.figures();
        expect(mean).toBeCloseTo(expected?.mean ?? Number.NaN, 2);
        expect(max).toBeCloseTo(expected?.max ?? Number.NaN, 2);
        for (const [name, value] of Object.entries(percentiles)) {
          expect(value, name).toBeCloseTo(expected?.[name as keyof typeof expected] ?? Number.NaN, 2);
        }
      }),
    );
  });

  test('is empty again once everything is old', () => {
    const recent = createRecentHistogram(30_000);
    recent.record(5, 0);
    expect(recent.figures(29_999)?.count).toBe(1);
    expect(recent.figures(30_000)).toBeUndefined();
    expect(recent.curve(30_000)).toEqual([]);
  });
});

describe('a recorder', () => {
  test('measures the latency of an event from its publication to its arrival', () => {
    const recorder = createRecorder();
    recorder.start(cursor(0));
    recorder.event(cursor(1), 1_000, 1_250);
    recorder.event(cursor(2), 1_100, 1_300);
    const { latency, delivery, recent } = recorder.read(1_300);
    expect(latency).toMatchObject({ count: 2, max: 250, mean: 225 });
    expect(recent).toMatchObject({ count: 2, max: 250, mean: 225 });
    expect(delivery).toMatchObject({ received: 2, missing: 0 });
  });

  test('has one point for each second that is over, empty ones included', () => {
    const recorder = createRecorder();
    recorder.start(cursor(0));
    recorder.event(cursor(1), 10_000, 10_020);
    recorder.event(cursor(2), 10_000, 10_040);
    expect(recorder.read(10_999).series).toEqual([]);
    const [first, second] = recorder.read(12_000).series;
    expect(first).toMatchObject({ at: 10_000, events: 2, p50: expect.closeTo(20, 1), p95: 40, max: 40 });
    expect(second).toMatchObject({ at: 11_000, events: 0, p50: null, p95: null, max: null });
  });

  test('takes latency apart once the server told when events were written', () => {
    const recorder = createRecorder();
    recorder.start(cursor(0));
    recorder.event(cursor(1), 10_000, 10_900);
    expect(recorder.read(12_000)).toMatchObject({ wait: undefined, transit: undefined });
    expect(recorder.read(12_000).series[0]).toMatchObject({ wait: null, transit: null });
    recorder.written([write(1, 10_890)], 12_000);
    const { wait, transit, series } = recorder.read(12_000);
    expect(wait).toMatchObject({ count: 1, p50: 890 });
    expect(transit).toMatchObject({ count: 1, p50: 10 });
    expect(series[0]).toMatchObject({ wait: 890, transit: 10 });
  });

  test('shows two minutes of points, keeps an hour, and leaves out a long sleep', () => {
    const recorder = createRecorder();
    recorder.start(cursor(0));
    for (let at = 0; at <= 4_000_000; at += 1_000) recorder.read(at);
    expect(recorder.read(4_000_000).series).toHaveLength(120);
    expect(recorder.readAll(4_000_000).series).toHaveLength(3_600);
    const after = 4_000_000 + 8 * 3_600_000;
    const { series } = recorder.read(after);
    expect(series.slice(-2).map(({ at }) => at)).toEqual([3_999_000, after - 1_000]);
  });

  test('draws nothing before its lane was started, and goes on when a clock is set back', () => {
    const recorder = createRecorder();
    expect(recorder.read(9_000_000).series).toEqual([]);
    recorder.start(cursor(0));
    recorder.event(cursor(1), 1_000, 1_010);
    expect(recorder.read(3_000).series.map(({ at }) => at)).toEqual([1_000, 2_000]);
    recorder.read(9_000_000);
    recorder.event(cursor(2), 5_000, 5_010);
    expect(
      recorder
        .read(7_000)
        .series.slice(-2)
        .map(({ at }) => at),
    ).toEqual([5_000, 6_000]);
    expect(recorder.read(7_000).ageMs).toBe(2_000);
  });

  test('gives its histograms away as what was recorded', () => {
    const recorder = createRecorder();
    recorder.start(cursor(0));
    for (const latencyMs of [1, 1, 0.5]) recorder.event(cursor(1), 0, latencyMs);
    expect(recorder.readAll(1_000).histograms).toEqual({
      latency: [
        [500, 1],
        [1_000, 2],
      ],
      wait: [],
      transit: [],
    });
  });

  test('goes on counting when its lane is started again, without taking what was in between for missing', () => {
    const recorder = createRecorder();
    recorder.start(cursor(0));
    recorder.event(cursor(1), 0, 1);
    recorder.start(cursor(9));
    recorder.event(cursor(10), 0, 1);
    expect(recorder.read(1).delivery).toEqual({ received: 2, missing: 0, duplicated: 0, outOfOrder: 0, gaps: 0 });
  });
});

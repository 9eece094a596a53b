import { expect, test } from 'vitest';
import { growthOf, powerOf } from './growth.ts';

const NUMBERS = [10, 30, 100, 300, 1_000];
const calm = { loopDelayP99Ms: 1, latencyP99Ms: 2, doubts: [] as string[] };
const pointsOf = (cpuPercent: (clients: number) => number) =>
  NUMBERS.map((clients) => ({ clients, cpuPercent: cpuPercent(clients), ...calm }));

test.each([0.5, 1, 2])('finds the power %d that made the points, above what the server takes by itself', (power) => {
  const { exponent } = growthOf(
    'sse',
    pointsOf((clients) => 3 + 0.5 * clients ** power),
    3,
  );
  expect(exponent).toBeCloseTo(power, 6);
});

test('the power of exact points does not depend on their scale', () => {
  expect(powerOf([1, 10, 100].map((x) => [x, 7 * x ** 1.5]))).toBeCloseTo(1.5, 9);
});

test('what is in proportion does not bend', () => {
  const growth = growthOf(
    'websocket',
    pointsOf((clients) => 2 + 0.1 * clients),
    2,
  );
  expect(growth).toMatchObject({
    transport: 'websocket',
    bendsAt: null,
    why: expect.stringContaining('1,000 clients'),
  });
  expect(growth.why).toBe('Up to 1,000 clients nothing bends: the cost stays in proportion to their number.');
});

test('bends where a client costs half as much again as at its cheapest', () => {
  const growth = growthOf(
    'sse',
    pointsOf((clients) => (clients < 300 ? 0.2 * clients : 0.32 * clients)),
    0,
  );
  expect(growth).toMatchObject({
    bendsAt: 300,
    why: 'With 300 clients each takes 1.6 times the CPU that it took with 10.',
  });
});

test('a cheap few within the noise are no measure of what a client costs', () => {
  const points = pointsOf((clients) => (clients <= 30 ? 2.0001 : 2 + 0.1 * clients));
  expect(growthOf('sse', points, 2).bendsAt).toBeNull();
});

test('bends where the event loop is late', () => {
  const points = pointsOf((clients) => 0.1 * clients).map((point) =>
    point.clients === 1_000 ? { ...point, loopDelayP99Ms: 80.4 } : point,
  );
  expect(growthOf('sse', points, 0)).toMatchObject({ bendsAt: 1_000, why: expect.stringContaining('80 ms late') });
});

test('bends where latency is slow, and slower than it was with few', () => {
  const withLatency = (latencies: readonly number[]) =>
    pointsOf((clients) => 0.1 * clients).map((point, index) => ({ ...point, latencyP99Ms: latencies[index] ?? 0 }));
  expect(growthOf('sse', withLatency([2, 3, 4, 90, 200]), 0).bendsAt).toBe(300);
  // Short polling is slow from the start, and no slower with more.
  expect(growthOf('short-polling', withLatency([1_900, 1_950, 1_990, 1_990, 1_995]), 0).bendsAt).toBeNull();
  // Slower, yet not slow.
  expect(growthOf('sse', withLatency([1, 2, 8, 20, 40]), 0).bendsAt).toBeNull();
});

test('too few points above the noise give no power, and nothing is said of proportion', () => {
  const points = pointsOf((clients) => 0.002 * clients);
  expect(growthOf('sse', points, 0)).toEqual({
    ...{ transport: 'sse', exponent: null, bendsAt: null },
    why: 'The cost was too small to tell how it grows.',
  });
});

test.each([
  [0.5, 'nothing bends: the cost grows slower than their number.'],
  [1.15, 'nothing bends sharply, but the cost grows faster than their number.'],
])('a cost that grows to the power %d is not called in proportion', (power, words) => {
  // From where on a client is cheapest, half as much again is not reached with few points.
  const points = pointsOf((clients) => 5 * clients ** power).slice(2);
  expect(growthOf('sse', points, 0).why).toBe(`Up to 1,000 clients ${words}`);
});

test('points in doubt make neither the power nor the bend, and are counted', () => {
  const points = pointsOf((clients) => 0.2 * clients);
  const doubted = { ...points[4], clients: 2_000, cpuPercent: 4_000, ...calm, loopDelayP99Ms: 900, doubts: ['late'] };
  const growth = growthOf('sse', [...points, doubted], 0);
  expect(growth).toMatchObject({ exponent: expect.closeTo(1, 6), bendsAt: null });
  expect(growth.why).toBe(
    'Up to 1,000 clients nothing bends: the cost stays in proportion to their number. 1 of 6 points is in doubt and was left out.',
  );
  const two = points.map((point, index) => (index < 2 ? point : { ...point, doubts: ['late'] }));
  expect(growthOf('sse', two, 0).why).toBe(
    'Too few points are free of doubt to tell how the cost grows. 3 of 5 points are in doubt and were left out.',
  );
});

test('what ended the measurement is where it bends, unless it bent before', () => {
  const end = { at: 3_000, why: 'With 3,000 clients the server did not answer.' };
  const points = pointsOf((clients) => 0.1 * clients);
  expect(growthOf('sse', points, 0, end)).toMatchObject({ bendsAt: 3_000, why: end.why });
  const late = points.map((point) => ({ ...point, loopDelayP99Ms: 60 }));
  expect(growthOf('sse', late, 0, end).bendsAt).toBe(10);
});

import { expect, test } from 'vitest';
import { spanWords, ticksOf } from './axis.ts';
import { clockWords } from './clock-words.ts';
import { bandAt, layoutOf, timeScale } from './layout.ts';

const NOON = new Date(2026, 0, 5, 12, 3, 4, 105).getTime();

test('ticks stand at round times, as many as there is room for', () => {
  const scale = timeScale({ left: 100, right: 1_100 }, NOON, 10_000);
  const ticks = ticksOf(scale);
  expect(ticks.map(({ label }) => label).slice(-2)).toEqual(['12:03:03', '12:03:04']);
  expect(ticks).toHaveLength(10);
  for (const { x } of ticks) expect(x).toBeGreaterThanOrEqual(100);
});

test('a short picture has ticks of milliseconds', () => {
  const ticks = ticksOf(timeScale({ left: 0, right: 1_000 }, NOON, 20));
  expect(ticks.at(-1)?.label).toBe('12:03:04.104');
  expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length);
});

test('a clock shows no second that has not begun', () => {
  expect(clockWords(NOON + 0.9)).toBe('12:03:04.105');
  expect(clockWords(NOON, 1)).toBe('12:03:04.1');
});

test('spans in words', () => {
  expect([20, 1_500, 300_000].map(spanWords)).toEqual(['20\u00a0ms', '1.5\u00a0s', '5\u00a0min']);
});

test('every lane has its band, and bands do not overlap, on a desk and on a phone', () => {
  for (const width of [320, 1_400]) {
    const layout = layoutOf(['short-polling', 'sse', 'automatic'], width);
    for (const band of layout.bands) {
      expect(band.top).toBeLessThan(band.serverY);
      expect(band.serverY).toBeLessThan(band.clientY);
      expect(band.clientY).toBeLessThan(band.bottom);
      expect(bandAt(layout, band.serverY)).toBe(band);
    }
    expect(layout.bands[1]?.top).toBe(layout.bands[0]?.bottom);
    expect(layout.height).toBeGreaterThan(layout.bands[2]?.bottom ?? 0);
  }
});

test('a place is a time and a time is a place', () => {
  const scale = timeScale({ left: 150, right: 1_150 }, NOON, 10_000);
  expect(scale.x(NOON)).toBe(1_150);
  expect(scale.x(scale.time(400))).toBeCloseTo(400, 3);
});

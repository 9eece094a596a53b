import { describe, expect, it } from 'vitest';
import { limitScale, powerScale, type SliderScale } from './slider-scale.ts';

const SCALES: [string, SliderScale][] = [
  ['linear', powerScale(30)],
  ['with room for small values', powerScale(2_000, 1.5)],
  ['of a limit', limitScale(8, 1_000_000)],
];

describe.each(SCALES)('a scale %s', (_name, scale) => {
  it('takes the slider back to where it was put, so that every press of an arrow key moves it', () => {
    for (let step = 0; step <= scale.steps; step += 1) expect(scale.stepOf(scale.valueAt(step))).toBe(step);
  });
});

it('reaches both ends', () => {
  const scale = powerScale(2_000, 1.5);
  expect([scale.valueAt(0), scale.valueAt(100)]).toEqual([0, 2_000]);
});

it('puts "no limit" past the largest limit', () => {
  const scale = limitScale(8, 1_000_000);
  expect([scale.valueAt(0), scale.valueAt(99), scale.valueAt(100)]).toEqual([8, 1_000_000, 0]);
});

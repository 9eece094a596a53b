import { describe, expect, it } from 'vitest';
import type { StoryRow } from './story-rows.ts';
import { storyScale } from './story-scale.ts';

const received = (receivedMs: number): StoryRow => ({ lane: 'sse', receivedMs, written: undefined });

describe('storyScale', () => {
  it.each(['linear', 'log'] as const)('keeps order and stays within the picture (%s)', (kind) => {
    const scale = storyScale([received(0.4), received(1_873)], kind);
    const places = [0, 0.2, 0.4, 1, 20, 1_873].map((ms) => scale.place(ms) ?? Number.NaN);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(places[0]).toBe(scale.published);
    expect(places.at(-1)).toBeLessThanOrEqual(95);
    for (const { place } of scale.ticks) expect(place).toBeLessThanOrEqual(95);
  });

  it('draws in true proportion on the linear axis, before publication too', () => {
    const { place, published } = storyScale([received(100)], 'linear');
    const per10 = (place(10) ?? 0) - published;
    expect((place(50) ?? 0) - published).toBeCloseTo(5 * per10);
    expect(published - (place(-5) ?? 0)).toBeCloseTo(per10 / 2);
  });

  it('does not draw what was too long before publication', () => {
    expect(storyScale([received(100)], 'linear').place(-60)).toBeUndefined();
    expect(storyScale([received(100)], 'log').place(-1)).toBeUndefined();
  });

  it('has an axis while nothing has arrived', () => {
    for (const kind of ['linear', 'log'] as const) expect(storyScale([], kind).ticks.at(-1)?.ms).toBe(1_000);
  });
});

import { clockWords } from './clock-words.ts';
import type { TimeScale } from './layout.ts';

export type Tick = { readonly at: number; readonly x: number; readonly label: string };

/** Distances between ticks that read well, ms. */
const STEPS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000,
] as const;

/** So much room a tick with its label takes, px. */
const TICK_PX = 92;

/** The ticks of the stretch that is shown: the time of day, with as many digits as tell them apart. */
export function ticksOf(scale: TimeScale): readonly Tick[] {
  const step = STEPS.find((ms) => ms * scale.pxPerMs >= TICK_PX) ?? 300_000;
  const digits = step >= 1_000 ? 0 : step >= 100 ? 1 : step >= 10 ? 2 : 3;
  const ticks: Tick[] = [];
  for (let at = Math.ceil(scale.from / step) * step; at <= scale.to; at += step) {
    ticks.push({ at, x: scale.x(at), label: clockWords(at, digits) });
  }
  return ticks;
}

/** What the picture shows, in words: "10 s", "200 ms", "2 min". */
export function spanWords(spanMs: number): string {
  const rounded = (value: number) => `${Number(value.toPrecision(3))}`;
  if (spanMs < 1_000) return `${rounded(spanMs)}\u00a0ms`;
  if (spanMs < 60_000) return `${rounded(spanMs / 1_000)}\u00a0s`;
  return `${rounded(spanMs / 60_000)}\u00a0min`;
}

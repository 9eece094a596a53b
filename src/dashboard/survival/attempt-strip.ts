import type { LaneAttempt } from '../../lab/messages.ts';

/** How much of the past the strip shows. */
export const STRIP_MS = 60_000;

/** Attempts this close together count as made at once. */
export const TOGETHER_MS = 100;

/** Where attempts stand on the strip, percent of its length. `now` is the server's time, at its right edge. */
export type Ticks = {
  readonly up: readonly number[];
  readonly failed: readonly number[];
  readonly pending: readonly number[];
};

export function ticksOf(attempts: readonly LaneAttempt[], now: number): Ticks {
  const places = (outcome: LaneAttempt['outcome']) =>
    attempts
      .filter((attempt) => attempt.outcome === outcome && isShown(attempt, now))
      .map(({ at }) => placeOf(at, now));
  return { up: places('up'), failed: places('failed'), pending: places(undefined) };
}

/** How many attempts of all lanes fell into one tenth of a second, oldest first; tenths without any are left out. */
export type Crowd = { readonly place: number; readonly count: number };

export function crowdsOf(lanes: readonly (readonly LaneAttempt[])[], now: number): readonly Crowd[] {
  const counts = new Map<number, number>();
  for (const attempt of lanes.flat()) {
    if (!isShown(attempt, now)) continue;
    // By the clock and not by the strip: a crowd keeps its count while it moves.
    const start = Math.floor(attempt.at / TOGETHER_MS) * TOGETHER_MS;
    counts.set(start, (counts.get(start) ?? 0) + 1);
  }
  return [...counts]
    .sort(([one], [other]) => one - other)
    .map(([start, count]) => ({ place: placeOf(start, now), count }));
}

function isShown({ at }: LaneAttempt, now: number): boolean {
  return at > now - STRIP_MS && at <= now;
}

function placeOf(at: number, now: number): number {
  return (100 * (at - (now - STRIP_MS))) / STRIP_MS;
}

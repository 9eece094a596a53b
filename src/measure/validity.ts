import type { Spoiler } from '../protocol/spoilers.ts';

/** A stretch that something spoiled; `to` is undefined while it lasts. Server's time, ms. */
export type Mark = { readonly spoiler: Spoiler; readonly from: number; readonly to: number | undefined };

export type Validity = {
  /** Something spoils the run from `now` on, or no longer does. */
  set(spoiler: Spoiler, on: boolean, now: number): void;
  /** A stretch that is over already. */
  add(spoiler: Spoiler, from: number, to: number): void;
  marks(): readonly Mark[];
};

/** Past this many marks the oldest are let go. */
const MAX_MARKS = 200;

/** Two stretches of the same kind that are closer than this are one: a flicker teaches nothing. */
const MERGE_MS = 2_000;

/** Keeps what spoiled which stretch of a run. */
export function createValidity(): Validity {
  let marks: readonly Mark[] = [];
  const find = (spoiler: Spoiler) => marks.findLast((mark) => mark.spoiler === spoiler);

  return {
    set(spoiler, on, now) {
      const last = find(spoiler);
      const lasts = last !== undefined && last.to === undefined;
      if (on === lasts) return;
      if (on) open(spoiler, now, undefined);
      else marks = marks.map((mark) => (mark === last ? { ...mark, to: now } : mark));
    },
    add: open,
    marks: () => marks,
  };

  function open(spoiler: Spoiler, from: number, to: number | undefined): void {
    const last = find(spoiler);
    if (last?.to !== undefined && from - last.to < MERGE_MS) {
      marks = marks.map((mark) => (mark === last ? { ...mark, to } : mark));
    } else {
      marks = [...marks, { spoiler, from, to }].slice(-MAX_MARKS);
    }
  }
}

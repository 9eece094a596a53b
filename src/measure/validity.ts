/** What spoils a stretch of a run. */
export const SPOILERS = [
  /** The page was not shown: browsers slow down what nobody sees. */
  'hidden',
  /** Neither page nor worker ran: the machine slept. */
  'slept',
  /** One of the two clocks was set. */
  'clock-jumped',
  /** The clocks could not be matched to better than 5 ms. */
  'clock-uncertain',
  /** The worker's event loop was late: arrivals were noted later than they were. */
  'worker-late',
  /** The page is not cross-origin isolated: its clock is coarse. */
  'not-isolated',
  /** Another tab of the lab holds some of the six connections that a browser gives to an origin. */
  'other-tab',
  /** The publisher was behind its rate, or left events out. */
  'publisher-behind',
] as const;

export type Spoiler = (typeof SPOILERS)[number];

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

import type { Fault } from '../protocol/faults.ts';
import { createFaultMeter, type FaultMeter } from './fault-cost.ts';
import type { LaneNote } from './lane-note.ts';

/** What a lane remembers of late, for faults that are learned of after they happened. */
export type LaneHistory = {
  /** The lane runs from now on, until it notes that it was stopped; what is noted at other times is not heard. */
  started(at: number): void;
  note(note: LaneNote): void;
  /**
   * Begins to count what the fault costs the lane, from its beginning as far as that is remembered; undefined when the
   * lane did not run then. `before` is the meter of the same fault as it was known before.
   */
  meet(fault: Fault, before?: FaultMeter): FaultMeter | undefined;
};

/** At 1,000 events a second, of the last twenty seconds: a fault is learned of a second after it began. */
const MAX_NOTES = 20_000;
const MAX_STRETCHES = 200;
const MAX_METERS = 50;

export function createLaneHistory(): LaneHistory {
  let notes: LaneNote[] = [];
  let forgottenUntil = Number.NEGATIVE_INFINITY;
  let stretches: readonly { readonly from: number; readonly to: number }[] = [];
  let meters: readonly FaultMeter[] = [];
  let isRunning = false;

  return {
    started(at) {
      isRunning = true;
      stretches = [...stretches, { from: at, to: Number.POSITIVE_INFINITY }].slice(-MAX_STRETCHES);
    },
    note(note) {
      if (!isRunning) return;
      remember(note);
      if (note.kind === 'stopped') {
        isRunning = false;
        stretches = stretches.map(({ from, to }) => ({ from, to: Math.min(to, note.at) }));
      }
      if (meters.length === 0) return;
      for (const meter of meters) meter.note(note);
      if (meters.some((meter) => meter.isOver())) meters = meters.filter((meter) => !meter.isOver());
    },
    meet(fault, before) {
      if (before && fault.at <= forgottenUntil) {
        before.endAt(fault.until);
        return before;
      }
      if (!stretches.some(({ from, to }) => from <= fault.at && fault.at < to)) return undefined;
      const meter = createFaultMeter(fault);
      for (const note of notes) meter.note(note);
      meters = [...meters.filter((other) => other !== before), meter].slice(-MAX_METERS);
      return meter;
    },
  };

  function remember(note: LaneNote): void {
    notes.push(note);
    if (notes.length < 2 * MAX_NOTES) return;
    const forgotten = notes.slice(0, -MAX_NOTES);
    forgottenUntil = forgotten.at(-1)?.at ?? forgottenUntil;
    // A stream may have been opened long ago.
    const use = forgotten.findLast(({ kind }) => kind === 'use' || kind === 'stopped');
    notes = [...(use ? [use] : []), ...notes.slice(-MAX_NOTES)];
  }
}

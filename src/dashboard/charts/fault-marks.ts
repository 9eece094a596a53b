import type { Fault } from '../../protocol/faults.ts';
import { FAULT_LABELS } from '../faults/fault-words.ts';
import { WINDOW_MS } from './time-series.ts';

/** A fault on a chart over time, in its own coordinates: seconds before now, negative. */
export type FaultMark = {
  readonly key: string;
  readonly from: number;
  /** As far as it lasted; the same as `from` for one that took no time. */
  readonly to: number;
  readonly label: string;
  /** Whether there is room for the label beside those of its neighbours. */
  readonly labelled: boolean;
};

/** A label stands upright: so much of the time axis it takes on a phone. */
const LABEL_S = 7;

/** The faults within the charts' window, which ends at `now` (the server's time, ms), oldest first. */
export function faultMarks(faults: readonly Fault[], now: number): readonly FaultMark[] {
  let free = Number.NEGATIVE_INFINITY;
  return faults
    .filter(({ at, until }) => at <= now && until >= now - WINDOW_MS)
    .map(({ number, kind, at, until }) => {
      const from = (Math.max(at, now - WINDOW_MS) - now) / 1_000;
      const labelled = from >= free;
      if (labelled) free = from + LABEL_S;
      return { key: `${number}`, from, to: (Math.min(until, now) - now) / 1_000, label: FAULT_LABELS[kind], labelled };
    });
}

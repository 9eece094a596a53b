import type { BadDay, FaultRequest } from '../../protocol/faults.ts';
import { faultWords } from './fault-words.ts';

/** A bad day as it is drawn: places are percent of its length. */
export type BadDayPlan = {
  readonly now: number;
  readonly faults: readonly PlannedFault[];
  /** What is over, and what comes next, in words. */
  readonly words: string;
};

export type PlannedFault = {
  readonly key: string;
  readonly kind: FaultRequest['kind'];
  readonly from: number;
  /** As far as it lasts; the same as `from` for one that takes no time. */
  readonly to: number;
  readonly isOver: boolean;
  /** Whether there is room for its name beside those of its neighbours. */
  readonly labelled: boolean;
};

/** A name takes at most so much of the line, percent, on all but the narrowest screens. */
const LABEL = 9;

/** `now` is the server's time, ms. */
export function badDayPlan({ startedAt, endsAt, plan }: BadDay, now: number): BadDayPlan {
  const length = endsAt - startedAt;
  const place = (ms: number) => Math.min(100, Math.max(0, (100 * ms) / length));
  const elapsed = now - startedAt;
  const inOrder = [...plan].sort((one, other) => one.afterSeconds - other.afterSeconds);
  let free = 0;
  const faults = inOrder.map(({ afterSeconds, fault }, index): PlannedFault => {
    const at = afterSeconds * 1_000;
    const lasts = 'seconds' in fault ? fault.seconds * 1_000 : 0;
    const labelled = place(at) >= free && place(at) <= 100 - LABEL;
    if (labelled) free = place(at) + LABEL;
    return {
      key: `${index}`,
      kind: fault.kind,
      from: place(at),
      to: place(at + lasts),
      isOver: at <= elapsed,
      labelled,
    };
  });
  return { now: place(elapsed), faults, words: words(inOrder, elapsed, length) };
}

function words(plan: BadDay['plan'], elapsed: number, length: number): string {
  const next = plan.find(({ afterSeconds }) => afterSeconds * 1_000 > elapsed);
  const left = Math.max(0, Math.ceil((length - elapsed) / 1_000));
  const begun = plan.filter(({ afterSeconds }) => afterSeconds * 1_000 <= elapsed).length;
  const head = `${begun} of ${plan.length} faults so far.`;
  if (!next) return `${head} None is left; the day is over in ${left}\u00a0s.`;
  const wait = Math.ceil(next.afterSeconds - elapsed / 1_000);
  return `${head} Next: ${faultWords(next.fault)}, in ${wait}\u00a0s.`;
}

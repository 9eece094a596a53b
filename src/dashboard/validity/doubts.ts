import type { Mark, Spoiler } from '../../lab/messages.ts';

/** All stretches that one thing spoiled. */
export type Doubt = {
  readonly spoiler: Spoiler;
  /** Oldest first; never empty. */
  readonly marks: readonly [Mark, ...Mark[]];
  readonly lasts: boolean;
};

/** What spoiled a run, in the order in which it began; what lasts comes first. */
export function doubtsOf(marks: readonly Mark[]): readonly Doubt[] {
  const doubts = new Map<Spoiler, Doubt>();
  for (const mark of marks) {
    const before = doubts.get(mark.spoiler);
    doubts.set(mark.spoiler, {
      spoiler: mark.spoiler,
      marks: before ? [...before.marks, mark] : [mark],
      lasts: mark.to === undefined,
    });
  }
  return [...doubts.values()].sort((one, other) => Number(other.lasts) - Number(one.lasts));
}

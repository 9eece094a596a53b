import type { Gap } from '../protocol/answer.ts';
import type { CursorRequest } from '../protocol/cursor.ts';

/** What became of a lane's events, by id. */
export type Delivery = {
  /** Events that arrived for the first time. */
  readonly received: number;
  /** Events that can no longer come. A lane that is merely behind misses nothing. */
  readonly missing: number;
  readonly duplicated: number;
  /** Events that arrived after one with a higher id. */
  readonly outOfOrder: number;
  /** Gaps that the server told. */
  readonly gaps: number;
};

export type DeliveryCheck = {
  event(cursor: CursorRequest): void;
  gap(gap: Gap): void;
  read(): Delivery;
};

/** Past this many separate holes the oldest is closed for good: what should still fill it counts as duplicated. */
const MAX_HOLES = 1_000;

/**
 * Checks a lane's deliveries against what ids promise: dense and rising. An id that is jumped over is
 * missing, because a transport delivers in order; should it come all the same, it was out of order.
 *
 * @param start what the lane asked to be delivered after.
 */
export function createDeliveryCheck(start: CursorRequest): DeliveryCheck {
  const counts = { received: 0, missing: 0, duplicated: 0, outOfOrder: 0, gaps: 0 };
  // "From the oldest kept" promises no particular first id.
  let highest = start.epoch === undefined && start.id === 0 ? undefined : start.id;
  /** First missing id → last missing id. */
  const holes = new Map<number, number>();

  return {
    event({ id }) {
      if (highest === undefined || id === highest + 1) {
        counts.received += 1;
        highest = id;
      } else if (id > highest) {
        counts.received += 1;
        counts.missing += id - highest - 1;
        holes.set(highest + 1, id - 1);
        if (holes.size > MAX_HOLES) holes.delete(holes.keys().next().value as number);
        highest = id;
      } else if (fill(id)) {
        counts.received += 1;
        counts.missing -= 1;
        counts.outOfOrder += 1;
      } else {
        counts.duplicated += 1;
      }
    },
    gap({ resumedAt, reason }) {
      counts.gaps += 1;
      // Of an epoch that is over, nobody knows how many events there still were.
      if (reason === 'epoch-changed') {
        holes.clear();
        highest = resumedAt.id;
      } else {
        // What was told before may be told again: it takes nothing back.
        const resumedAfter = Math.max(resumedAt.id, highest ?? 0);
        counts.missing += resumedAfter - (highest ?? resumedAfter);
        highest = resumedAfter;
      }
    },
    read: () => ({ ...counts }),
  };

  function fill(id: number): boolean {
    for (const [first, last] of holes) {
      if (id < first || id > last) continue;
      holes.delete(first);
      if (id > first) holes.set(first, id - 1);
      if (id < last) holes.set(id + 1, last);
      return true;
    }
    return false;
  }
}

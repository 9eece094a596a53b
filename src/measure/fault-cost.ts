import type { Fault } from '../protocol/faults.ts';
import type { Delivery } from './delivery.ts';
import type { LaneNote } from './lane-note.ts';

/** What a fault cost one lane, as far as its client can tell. Durations are from the beginning of the fault, ms. */
export type FaultCost = {
  /**
   * Until the client learned that it had no connection. Undefined when it never had to learn it: a poll that was not
   * under way may miss the whole fault, and what another fault cost such a lane, that one tells.
   */
  readonly noticedAfterMs: number | undefined;
  /**
   * Until events flowed again: the first event arrived that was published after the loss, or after the fault began
   * when nothing was lost. Never before the fault is over; undefined while there was none.
   */
  readonly recoveredAfterMs: number | undefined;
  /** Tries to connect from the first loss to the recovery. */
  readonly attempts: number;
  /** Events that were published from the beginning of the fault to the recovery, and came after the loss. */
  readonly late: number;
  /** What the delivery check found in that time, and in the events of that time that came after the recovery. */
  readonly missing: number;
  readonly duplicated: number;
  readonly gaps: number;
};

/** Follows one lane from the beginning of one fault until it has caught up. */
export type FaultMeter = {
  /** In the order in which it happened; what was before the fault is not counted. */
  note(note: LaneNote): void;
  /** The fault was over at another time than it was to be. */
  endAt(until: number): void;
  /** Nothing more is counted: the lane has caught up, or was stopped. */
  isOver(): boolean;
  read(others: OtherFaults): FaultCost;
};

/**
 * Of a lane that used no connection when the fault began, nobody can say whether the fault met it. A loss of its is
 * another fault's when an earlier one lasted still, or a later one had ended the connections.
 */
export type OtherFaults = {
  /** When the earlier ones were over. */
  readonly earlierUntil: number;
  /** When the first of the later ones ended connections. */
  readonly laterAt: number;
};

/** As far apart as the two clocks may be before a run is marked for it: so much too early may a loss seem to be. */
const CLOCK_SLACK_MS = 5;

const MAX_LOSSES = 200;

/** An event that is published while the server is still ending the connections may come through. */
const ENDING_MS = 100;

/**
 * ```
 *  fault.at        lost                answered   recovered          over
 *     │─────────────│───────────────────────│──────────│───────────────│──► time
 *     │◄─ noticed ─►│◄─────────── attempts ──────────►│               │
 *     │◄────────── published here: late ──────────────►│◄─ the last of ► these
 *                                                      │                  arrive
 * ```
 *
 * Each fault counts on its own: what two of them lengthen is counted for both. A fault is learned of after it happened,
 * so the meter is first given what its lane remembers, and then what goes on; both in the same way.
 */
export function createFaultMeter(fault: Pick<Fault, 'at' | 'until'>): FaultMeter {
  const counts = { attempts: 0, late: 0, missing: 0, duplicated: 0, gaps: 0 };
  let { until } = fault;
  const losses: number[] = [];
  let isHit = false;
  let recoveredAt: number | undefined;
  let isConnected = false;
  let over = false;

  return {
    note(note) {
      if (over) return;
      if (note.at < fault.at - CLOCK_SLACK_MS) isHit = inUseAfter(note) ?? isHit;
      else if (note.kind === 'stopped') over = true;
      else if (note.kind === 'event') event(note);
      else if (recoveredAt === undefined) beforeRecovery(note);
    },
    endAt(end) {
      until = end;
    },
    isOver: () => over,
    read({ earlierUntil, laterAt }) {
      const isOwn = (at: number) => at > earlierUntil + CLOCK_SLACK_MS && at < laterAt - CLOCK_SLACK_MS;
      const lostAt = isHit ? losses[0] : losses.find(isOwn);
      return {
        ...counts,
        // A loss that another fault caused is told by that one, with all that came of it.
        ...(lostAt === undefined && { attempts: 0, late: 0 }),
        noticedAfterMs: sinceFault(lostAt),
        recoveredAfterMs: sinceFault(recoveredAt),
        // A hole of before the fault may have been filled in this time.
        missing: Math.max(0, counts.missing),
      };
    },
  };

  /** Undefined when the note says nothing of it. */
  function inUseAfter(note: LaneNote): boolean | undefined {
    if (note.kind === 'use') return note.inUse;
    return note.kind === 'stopped' || note.kind === 'lost' ? false : undefined;
  }

  function beforeRecovery(note: Exclude<LaneNote, { kind: 'event' | 'stopped' }>): void {
    switch (note.kind) {
      case 'lost':
        if (!isConnected && losses.length < MAX_LOSSES) losses.push(note.at);
        return;
      case 'answered':
        // The fault had no hold on a request that was sent after it: what is lost from here on, it did not cause.
        if (note.sentAt >= until) isConnected = true;
        return;
      case 'attempt':
        if (losses.length > 0) counts.attempts += 1;
        return;
      case 'use':
        return;
      case 'gap':
        count(note.change);
        return;
    }
  }

  function event({ at, publishedAt, change }: Extract<LaneNote, { kind: 'event' }>): void {
    if (recoveredAt !== undefined && publishedAt > recoveredAt) {
      over = true;
      return;
    }
    count(change);
    const [lostAt] = losses;
    if (lostAt !== undefined && publishedAt >= fault.at && change.received > 0) counts.late += 1;
    const base = lostAt === undefined ? fault.at + ENDING_MS : Math.max(lostAt, fault.at);
    if (publishedAt > base && at >= until) recoveredAt ??= at;
  }

  function count({ missing, duplicated, gaps }: Delivery): void {
    counts.missing += missing;
    counts.duplicated += duplicated;
    counts.gaps += gaps;
  }

  function sinceFault(at: number | undefined): number | undefined {
    return at === undefined ? undefined : Math.max(0, at - fault.at);
  }
}

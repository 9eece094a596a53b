import type { Gap } from '../protocol/answer.ts';
import type { Cursor, CursorRequest } from '../protocol/cursor.ts';
import type { StreamEvent } from '../protocol/event.ts';

/**
 * One channel's events, in order, as many as are kept. Asynchronous and cancellable throughout, so
 * that a networked store can implement it; `event-log.test.ts` is what every implementation must pass.
 *
 * Ids are dense and start at 1. Where a reader goes on, and what it is told when it cannot go on
 * where it was, is decided in `resume.ts` for every implementation alike.
 */
export type EventLog = {
  /** Nothing was ever appended and nobody waits: closing it takes nothing from anybody. */
  isUnused(): boolean;
  /** `at` is set by the log. `data` is kept as it is: it must not change afterwards. */
  append(
    entry: { readonly type: string; readonly data: JsonValue },
    signal?: AbortSignal,
  ): Promise<{ readonly cursor: Cursor; readonly event: StreamEvent }>;

  /** `after` undefined: live from now, an empty slice whose cursor is the head. */
  read(after: CursorRequest | undefined, limits: ReadLimits, signal?: AbortSignal): Promise<Slice>;

  /**
   * Settles once there is something to read after the cursor, a gap included; at once if there
   * already is. Rejects with `signal.reason` on abort, leaving nothing behind.
   */
  wait(after: Cursor, signal: AbortSignal): Promise<void>;
};

export type JsonValue = StreamEvent['data'];

/** An event with what every reader needs of it, so that it is encoded once and not once a reader. */
export type LoggedEvent = {
  readonly event: StreamEvent;
  /** The event's JSON. */
  readonly json: string;
  /** UTF-8 size of `json`. */
  readonly payloadBytes: number;
};

/** What one read gives: the events after a cursor, cut at the limits. */
export type Slice = {
  readonly epoch: string;
  readonly events: readonly LoggedEvent[];
  /** Ask after this next. */
  readonly cursor: Cursor;
  /** Comes before the events. */
  readonly gap?: Gap;
  /** Cut at the limits: there is more after `cursor` now. */
  readonly more: boolean;
};

/**
 * A slice always makes progress: when there is something to read it holds at least one event, even
 * one that exceeds the limits by itself.
 */
export type ReadLimits = {
  readonly maxEvents: number;
  /** Of the events' `payloadBytes` together. */
  readonly maxBytes: number;
};

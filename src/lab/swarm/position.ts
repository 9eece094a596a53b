import type { Tally } from './tally.ts';

/** Where one client is in the stream, and what that says of each event that comes: a few numbers, however long it runs. */
export type Position = {
  /** What to ask after; undefined while nothing is known, which is live from now. */
  cursor(): string | undefined;
  /** An event arrived; both times are the server's. */
  event(id: number, at: number, arrivedAt: number): void;
  /** The server told where the stream goes on, and that what was before is lost. */
  gap(epoch: string, id: number): void;
  /** The server told where the stream stands: all up to there has been delivered. */
  stands(epoch: string, id: number): void;
  epoch(epoch: string): void;
};

const UNKNOWN = -1;

export function createPosition(tally: Tally): Position {
  let epoch: string | undefined;
  let last = UNKNOWN;
  /** Skipped so far, which may come late. */
  let skipped = 0;

  return {
    cursor() {
      if (last === UNKNOWN) return undefined;
      return epoch === undefined ? `${last}` : `${epoch}-${last}`;
    },
    event(id, at, arrivedAt) {
      if (last !== UNKNOWN && id <= last) return late();
      skip(id - 1);
      last = id;
      tally.events += 1;
      const latencyMs = arrivedAt - at;
      tally.latency.record(latencyMs);
      tally.recent.record(latencyMs);
    },
    gap(named, id) {
      epoch = named;
      last = id;
      skipped = 0;
      tally.gaps += 1;
    },
    stands(named, id) {
      epoch = named;
      skip(id);
      last = id;
    },
    epoch(named) {
      epoch = named;
    },
  };

  function skip(upTo: number): void {
    if (last === UNKNOWN || upTo <= last) return;
    skipped += upTo - last;
    tally.missing += upTo - last;
  }

  /** An id that was passed: one of those that were skipped, or one that came before. */
  function late(): void {
    if (skipped === 0) {
      tally.duplicated += 1;
      return;
    }
    skipped -= 1;
    // What was counted as missing may have been before the tally began anew.
    tally.missing = Math.max(0, tally.missing - 1);
    tally.events += 1;
    tally.outOfOrder += 1;
  }
}

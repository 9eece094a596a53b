import type { LaneAttempt } from './messages.ts';

/** When a lane tried to connect, and what became of it. Time is the server's, ms. */
export type Attempts = {
  began(at: number): void;
  /** What became of the latest, unless that is known already: what was up and is lost later was up. */
  ended(outcome: 'up' | 'failed'): void;
  /** Oldest first. */
  read(now: number): readonly LaneAttempt[];
};

const MAX_ATTEMPTS = 200;
const KEPT_MS = 120_000;

export function createAttempts(): Attempts {
  let attempts: readonly LaneAttempt[] = [];
  return {
    began(at) {
      attempts = [...attempts, { at, outcome: undefined }].slice(-MAX_ATTEMPTS);
    },
    ended(outcome) {
      const latest = attempts.at(-1);
      if (latest && latest.outcome === undefined) attempts = [...attempts.slice(0, -1), { ...latest, outcome }];
    },
    read(now) {
      attempts = attempts.filter(({ at }) => now - at <= KEPT_MS);
      return attempts;
    },
  };
}

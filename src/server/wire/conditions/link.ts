import { SEGMENT_BYTES } from './loss.ts';
import type { Pipe } from './pipe.ts';

/** One direction of a client's access to the network: so many bits a second, shared fairly by its connections. */
export type Link = {
  /** The pipe has bytes that wait. */
  ready(pipe: Pipe): void;
  /** The pipe has none any more. */
  leave(pipe: Pipe): void;
};

type Needs = {
  /** Kilobits a second, 0 for no limit; read for each segment. */
  kbitPerSecond(): number;
  /** Whether segments are told apart, for only those can be lost. */
  isLossy(): boolean;
  now(): number;
  setTimer(delayMs: number, run: () => void): () => void;
};

/** Departures are settled this far ahead: their times are exact, so it costs nothing but fewer timers. */
const AHEAD_MS = 4;

/**
 * Segments of all connections leave one after the other, in turn. Each takes its bits' time from when the one before
 * had left, not from when a timer ran, so a late timer costs no bandwidth.
 */
export function createLink({ kbitPerSecond, isLossy, now, setTimer }: Needs): Link {
  let turns: readonly Pipe[] = [];
  let freeAt = Number.NEGATIVE_INFINITY;
  let cancelTimer = () => {};

  return {
    ready(pipe) {
      if (!turns.includes(pipe)) turns = [...turns, pipe];
      pump();
    },
    leave(pipe) {
      turns = turns.filter((other) => other !== pipe);
      if (turns.length === 0) cancelTimer();
    },
  };

  function pump(): void {
    cancelTimer();
    for (;;) {
      const kbit = kbitPerSecond();
      const aheadMs = freeAt - now();
      if (kbit > 0 && aheadMs > AHEAD_MS && turns.length > 0) {
        cancelTimer = setTimer(Math.ceil(aheadMs - AHEAD_MS / 2), pump);
        return;
      }
      const [pipe, ...others] = turns;
      if (!pipe) return;
      turns = others;
      const segment = pipe.take(kbit > 0 || isLossy() ? SEGMENT_BYTES : Number.POSITIVE_INFINITY);
      if (!segment) continue;
      turns = [...turns, pipe];
      const from = Math.max(freeAt, segment.sentAt);
      // A kilobit a second is a bit a millisecond.
      freeAt = kbit > 0 ? from + (segment.bytes.length * 8) / kbit : segment.sentAt;
      pipe.depart(segment, freeAt);
    }
  }
}

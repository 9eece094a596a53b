import type { NextGap } from './arrivals.ts';

/** When the next event is due. Pure: time is a parameter, in ms of one clock that never steps back. */
export type Pacing = {
  /** When the next event is due; never while held. */
  dueAt(): number;
  /** The next event's turn has come: the one after it is due a gap later. */
  advance(): void;
  /** Keeps how much of the pending gap is still to come, until `release`. */
  hold(at: number): void;
  /** Goes on with what was still to come of the pending gap, at the rate that holds from now on. */
  release(at: number, ratePerSecond: number): void;
  /** While held: gaps come from here now, the pending one included; the part of it still to come stays. */
  follow(nextGap: NextGap): void;
};

type State =
  /** `outstanding` is the fraction of the pending gap that is still to come. */
  | { readonly kind: 'held'; outstanding: number }
  /** The next event is due `gaps` mean gaps after `since`. */
  | { readonly kind: 'running'; readonly since: number; readonly meanGapMs: number; gaps: number };

/**
 * Starts held, with the whole first gap to come.
 *
 * Due times are sums of gaps, never of moments at which a timer fired, so the lateness of timers does
 * not add up. They are summed in mean gaps, which steady arrivals keep exact at any rate, and turned
 * into ms last.
 */
export function createPacing(nextGap: NextGap): Pacing {
  let draw = nextGap;
  let pendingGap = draw();
  let state: State = { kind: 'held', outstanding: 1 };

  const dueAt = () => (state.kind === 'held' ? Number.POSITIVE_INFINITY : state.since + state.gaps * state.meanGapMs);

  return {
    dueAt,
    advance() {
      pendingGap = draw();
      if (state.kind === 'running') state.gaps += pendingGap;
    },
    hold(at) {
      if (state.kind === 'held') return;
      const pendingMs = pendingGap * state.meanGapMs;
      // A gap of no length has no part to come.
      state = { kind: 'held', outstanding: pendingMs > 0 ? (dueAt() - at) / pendingMs : 0 };
    },
    release(at, ratePerSecond) {
      if (state.kind === 'running') return;
      const meanGapMs = 1000 / ratePerSecond;
      state = { kind: 'running', since: at, meanGapMs, gaps: state.outstanding * pendingGap };
    },
    follow(nextGap) {
      draw = nextGap;
      pendingGap = draw();
    },
  };
}

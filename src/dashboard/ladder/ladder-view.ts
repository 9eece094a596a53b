/** Which stretch of time is shown. `endAt` is its right end, the server's time, ms; a live one ends at the live edge. */
export type LadderView =
  | { readonly mode: 'live' }
  | { readonly mode: 'still'; readonly endAt: number }
  | { readonly mode: 'playing'; readonly endAt: number; readonly speed: Speed };

/** From the real pace to a hundred times slower. */
export const SPEEDS = [1, 0.5, 0.1, 0.01] as const;
export type Speed = (typeof SPEEDS)[number];

/** How much time may be shown, ms. */
export const SPAN_MS = { min: 20, max: 300_000 } as const;

/** What there is to see: from the oldest that is kept up to the live edge. */
export type Kept = { readonly from: number; readonly edge: number };

export type LadderAction =
  | { readonly kind: 'pause' | 'live' }
  /** Moves what is shown by so much, into the past when it is negative. */
  | { readonly kind: 'scrub'; readonly byMs: number }
  | { readonly kind: 'go'; readonly endAt: number }
  /** So that this moment is seen, with as little movement as that takes. */
  | { readonly kind: 'show'; readonly at: number }
  /** Another span, in which `about` stays where it is; a live picture stays live. */
  | { readonly kind: 'zoom'; readonly toMs: number; readonly about: number }
  | { readonly kind: 'play'; readonly speed: Speed }
  /** So much time has passed on the clock. */
  | { readonly kind: 'tick'; readonly ms: number };

export const LIVE: LadderView = { mode: 'live' };

export function changeLadder(view: LadderView, action: LadderAction, kept: Kept, spanMs: number): LadderView {
  const endAt = endOf(view, kept, spanMs);
  // A picture that reaches before the run may stay there, as it does while the run is short, but goes no further.
  const first = Math.min(kept.from + spanMs, endAt);
  const still = (at: number): LadderView => ({ mode: 'still', endAt: Math.min(kept.edge, Math.max(first, at)) });
  switch (action.kind) {
    case 'live':
      return LIVE;
    case 'pause':
      return { mode: 'still', endAt };
    case 'scrub':
      return still(endAt + action.byMs);
    case 'go':
      return still(action.endAt);
    case 'show':
      return still(endThatShows(action.at, endAt, spanMs));
    case 'zoom': {
      if (view.mode === 'live') return view;
      const share = (endAt - action.about) / spanMs;
      const zoomed = clampEnd(action.about + share * action.toMs, kept, action.toMs);
      return view.mode === 'still' ? { mode: 'still', endAt: zoomed } : { ...view, endAt: zoomed };
    }
    case 'play':
      return { mode: 'playing', endAt, speed: action.speed };
    case 'tick':
      if (view.mode !== 'playing') return view;
      return { ...view, endAt: clampEnd(endAt + action.ms * view.speed, kept, spanMs) };
  }
}

/** The right end of what is shown. */
export function endOf(view: LadderView, kept: Kept, spanMs: number): number {
  return view.mode === 'live' ? kept.edge : clampEnd(view.endAt, kept, spanMs);
}

/** A span that may be shown, in whole milliseconds. */
export function clampSpan(spanMs: number): number {
  return Math.round(Math.min(SPAN_MS.max, Math.max(SPAN_MS.min, spanMs)));
}

/** The next wider or narrower span of those that read well. */
export function nextSpan(spanMs: number, direction: 'in' | 'out'): number {
  const next =
    direction === 'out' ? NICE_SPANS.find((nice) => nice > spanMs) : NICE_SPANS.findLast((nice) => nice < spanMs);
  return next ?? clampSpan(spanMs);
}

const NICE_SPANS = [
  20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000,
] as const;

/** Never past the live edge; and what is no longer kept is not shown any more. */
function clampEnd(endAt: number, { from, edge }: Kept, spanMs: number): number {
  return Math.min(edge, endAt < from ? from + spanMs : endAt);
}

/** How much of the span is kept free beside what is shown. */
const MARGIN = 0.15;

function endThatShows(at: number, endAt: number, spanMs: number): number {
  const margin = spanMs * MARGIN;
  if (at > endAt - margin) return at + margin;
  if (at < endAt - spanMs + margin) return at + spanMs - margin;
  return endAt;
}

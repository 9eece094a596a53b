import type { LaneName } from '../../protocol/lanes.ts';
import { eventsBetween } from './density.ts';
import { type EventName, type Found, isSameEvent } from './found.ts';
import { changeLadder, clampSpan, endOf, type Kept, type LadderAction, type LadderView, LIVE } from './ladder-view.ts';
import { nextEdge } from './live-edge.ts';
import type { TraceStore } from './trace-store.ts';

/** What is looked at, and at what of it. */
export type StageState = {
  readonly view: LadderView;
  readonly spanMs: number;
  /** Under the pointer. */
  readonly hovered: Found | undefined;
  readonly selected: Found | undefined;
  /** Selected with the keyboard, so that it is to be read out. */
  readonly isTold: boolean;
};

/** The picture's state outside of React: it moves with each frame, and the page is drawn anew only when it must. */
export type Stage = {
  state(): StageState;
  subscribe(listener: () => void): () => void;
  /** Undefined while nothing was recorded. */
  kept(): Kept | undefined;
  endAt(): number;
  act(action: Exclude<LadderAction, { kind: 'zoom' | 'tick' }>): void;
  /** A span that is out of range becomes the nearest within. */
  zoom(toMs: number, about?: number): void;
  /** The span that the address asks for. */
  setSpan(spanMs: number): void;
  hover(found: Found | undefined): void;
  select(found: Found | undefined, isTold?: boolean): void;
  /** Selects the event that was published after, or before, the one that is selected. */
  step(direction: 1 | -1, lanes: readonly LaneName[]): void;
  /** So much time has passed; with `stepMs` the picture moves by steps as long as that. Answers whether it moved. */
  advance(passedMs: number, stepMs: number): boolean;
};

export function createStage(store: TraceStore, spanMs: number, onSpan: (spanMs: number) => void): Stage {
  let state: StageState = { view: LIVE, spanMs, hovered: undefined, selected: undefined, isTold: false };
  let client: string | undefined;
  let edge: number | undefined;
  let saved = 0;
  const listeners = new Set<() => void>();

  function change(part: Partial<StageState>): void {
    state = { ...state, ...part };
    for (const listener of listeners) listener();
  }

  function kept(): Kept | undefined {
    const bounds = store.bounds();
    if (!bounds) return undefined;
    // What is drawn of a run that is over means nothing in the next.
    edge = nextEdge(bounds.client === client ? edge : undefined, bounds.until, 0);
    return { from: bounds.from, edge };
  }

  function act(action: LadderAction): void {
    const known = kept();
    if (known) change({ view: changeLadder(state.view, action, known, state.spanMs) });
  }

  const stage: Stage = {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    kept,
    endAt() {
      const known = kept();
      return known ? endOf(state.view, known, state.spanMs) : 0;
    },
    act,
    zoom(toMs, about = stage.endAt() - state.spanMs / 2) {
      const span = clampSpan(toMs);
      if (span === state.spanMs) return;
      act({ kind: 'zoom', toMs: span, about });
      change({ spanMs: span });
      onSpan(span);
    },
    setSpan(span) {
      if (span !== state.spanMs) change({ spanMs: clampSpan(span) });
    },
    hover(found) {
      if (found !== state.hovered) change({ hovered: found });
    },
    select: (selected, isTold = false) => change({ selected, isTold, hovered: undefined }),
    step(direction, lanes) {
      const next = nextEvent(store, lanes, state.selected, direction, stage.endAt(), state.spanMs);
      if (!next) return;
      act({ kind: 'show', at: next.event.at });
      change({ selected: next, isTold: true, hovered: undefined });
    },
    advance(passedMs, stepMs) {
      const bounds = store.bounds();
      if (!bounds) return false;
      if (bounds.client !== client) {
        client = bounds.client;
        edge = nextEdge(undefined, bounds.until, 0);
        change({ view: LIVE, hovered: undefined, selected: undefined });
        return true;
      }
      saved += passedMs;
      if (saved < stepMs) return false;
      edge = nextEdge(edge, bounds.until, saved);
      const view = changeLadder(state.view, { kind: 'tick', ms: saved }, { from: bounds.from, edge }, state.spanMs);
      saved = 0;
      // Nobody is told: what moves with each frame is drawn with each frame.
      state = { ...state, view };
      return view.mode !== 'still';
    },
  };
  return stage;
}

type FoundEvent = Extract<Found, { kind: 'event' }>;

function nextEvent(
  store: TraceStore,
  lanes: readonly LaneName[],
  selected: Found | undefined,
  direction: 1 | -1,
  endAt: number,
  spanMs: number,
): FoundEvent | undefined {
  const lane =
    selected?.kind === 'event' ? selected.lane : lanes.findLast((each) => store.lane(each).events.length > 0);
  if (lane === undefined) return undefined;
  const { events } = store.lane(lane);
  const known = selected?.kind === 'event' && events.find(selected.event.epoch, selected.event.id, selected.event.at);
  let index: number;
  if (typeof known === 'number') index = known + direction;
  else {
    const { first, end } = eventsBetween(store.lane(lane), endAt - spanMs, endAt);
    index = direction === 1 ? first : end - 1;
  }
  if (index < 0 || index >= events.length) return undefined;
  const event: EventName = { epoch: events.epoch(index), id: events.id(index), at: events.at(index) };
  if (selected?.kind === 'event' && isSameEvent(selected.event, event)) return undefined;
  return { kind: 'event', lane, event };
}

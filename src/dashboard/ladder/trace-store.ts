import type { TraceBatch, TraceMark } from '../../lab/messages.ts';
import { forEachLane, type LaneName } from '../../protocol/lanes.ts';
import { createEventRing, EVENTS_KEPT, type EventRing } from './event-ring.ts';
import { createExchangeList, type ExchangeList } from './exchange-list.ts';
import { firstIndex } from './sorted.ts';

/** The last minutes of a run, as they were recorded: all that the ladder diagram draws. */
export type TraceStore = {
  /** Undefined until something was recorded. */
  bounds(): Bounds | undefined;
  lane(lane: LaneName): LaneTrace;
  add(batch: TraceBatch): void;
  subscribe(listener: () => void): () => void;
};

/** The stretch of time that is kept, the server's time, ms. */
export type Bounds = {
  /** The run that it belongs to. */
  readonly client: string;
  readonly from: number;
  /** Up to here both sides have told what they know. */
  readonly until: number;
};

export type LaneTrace = {
  readonly events: EventRing;
  readonly exchanges: ExchangeList;
  /** Sorted by time. */
  marksBetween(from: number, to: number): readonly TraceMark[];
};

export const KEPT_MS = 5 * 60_000;
const MARKS_KEPT = 1_000;

/** @param eventsKept Of each lane; a power of two. */
export function createTraceStore(eventsKept = EVENTS_KEPT): TraceStore {
  let bounds: Bounds | undefined;
  let lanes = emptyLanes(eventsKept);
  const listeners = new Set<() => void>();

  function keep({ exchanges, marks, events }: TraceBatch): void {
    for (const exchange of exchanges) lanes[exchange.lane].exchanges.put(exchange);
    for (const mark of marks) lanes[mark.lane].addMark(mark);
    for (const { lane, epoch, rows } of events) lanes[lane].events.add(epoch, rows);
  }

  return {
    bounds: () => bounds,
    lane: (lane) => lanes[lane],
    add(batch) {
      const isNew = bounds?.client !== batch.client;
      if (isNew) lanes = emptyLanes(eventsKept);
      keep(batch);
      const earliest = isNew || !bounds ? (earliestOf(batch) ?? batch.until) : bounds.from;
      const from = Math.max(earliest, batch.until - KEPT_MS);
      bounds = { client: batch.client, from, until: batch.until };
      if (from > earliest) for (const lane of Object.values(lanes)) lane.forget(from);
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

type KeptLane = LaneTrace & { addMark(mark: TraceMark): void; forget(time: number): void };

function emptyLanes(eventsKept: number): Record<LaneName, KeptLane> {
  return forEachLane(() => emptyLane(eventsKept));
}

function emptyLane(eventsKept: number): KeptLane {
  const events = createEventRing(eventsKept);
  const exchanges = createExchangeList();
  const marks: TraceMark[] = [];
  const markAt = (time: number) => firstIndex(marks.length, (index) => (marks[index]?.at ?? 0) >= time);
  return {
    events,
    exchanges,
    addMark(mark) {
      marks.splice(
        firstIndex(marks.length, (index) => (marks[index]?.at ?? 0) > mark.at),
        0,
        mark,
      );
      if (marks.length > MARKS_KEPT) marks.shift();
    },
    forget(time) {
      events.forget(time);
      exchanges.forget(time);
      marks.splice(0, markAt(time));
    },
    marksBetween: (from, to) => marks.slice(markAt(from), markAt(to)),
  };
}

function earliestOf({ exchanges, marks }: TraceBatch): number | undefined {
  const times = [
    ...exchanges.flatMap(({ sentAt, connectedAt, arrivedAt }) => [sentAt, connectedAt, arrivedAt]),
    ...marks.map(({ at }) => at),
  ].filter((time) => time !== undefined);
  return times.length > 0 ? Math.min(...times) : undefined;
}

import type { Write } from '../protocol/journal.ts';
import type { LaneName } from '../protocol/lanes.ts';
import type { TraceEvents } from './trace-types.ts';
import { type Arrival, createWriteMatching, type WrittenEvent } from './write-matching.ts';

/** One lane's events for the trace: each once, in order of arrival. Time is a parameter. */
export type TracedEvents = {
  received(arrival: Arrival): void;
  /** All that was written since the last time, and up to when that is. */
  written(writes: readonly Write[], until: number): void;
  /** Those that became known since the last time; also those whose write did not within `WRITE_KNOWN_MS`. */
  take(now: number): readonly TraceEvents[];
};

const WRITE_KNOWN_MS = 5_000;

/** Events that wait to be taken; the oldest are let go. */
const MAX_READY = 65_536;

export function createTracedEvents(lane: LaneName): TracedEvents {
  const matching = createWriteMatching(tell, (arrival) => tell({ ...arrival, ...UNKNOWN }));
  let ready: WrittenEvent[] = [];

  return {
    received: matching.received,
    written: matching.written,
    take(now) {
      matching.letGo(now - WRITE_KNOWN_MS);
      const taken = ready.slice(-MAX_READY);
      ready = [];
      return byEpoch(taken).map((events) => toTraceEvents(lane, events));
    },
  };

  function tell(event: WrittenEvent): void {
    ready.push(event);
    if (ready.length >= 2 * MAX_READY) ready = ready.slice(MAX_READY);
  }
}

const UNKNOWN = { writtenAt: Number.NaN, firstId: Number.NaN, lastId: Number.NaN };

function byEpoch(events: readonly WrittenEvent[]): WrittenEvent[][] {
  const groups: WrittenEvent[][] = [];
  for (const event of events) {
    const last = groups.at(-1);
    if (last?.[0]?.epoch === event.epoch) last.push(event);
    else groups.push([event]);
  }
  return groups;
}

/** The columns stand in the order of `TRACE_COLUMNS`. */
function toTraceEvents(lane: LaneName, events: readonly WrittenEvent[]): TraceEvents {
  const rows = events.flatMap(({ id, at, writtenAt, receivedAt, firstId, lastId }) => [
    ...[id, at, writtenAt, receivedAt],
    ...[firstId, lastId],
  ]);
  return { lane, epoch: events[0]?.epoch ?? '', rows: Float64Array.from(rows) };
}

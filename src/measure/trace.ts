import type { Journal, Write } from '../protocol/journal.ts';
import { forEachLane, LANES, type LaneName } from '../protocol/lanes.ts';
import { forEachTransport } from '../protocol/transports.ts';
import { createTracedEvents } from './trace-events.ts';
import { createTracedExchanges, type OpenExchange } from './trace-exchanges.ts';
import { createLaneTrace, type LaneTrace } from './trace-lane.ts';
import type { TraceBatch, TraceMark } from './trace-types.ts';
import type { Arrival } from './write-matching.ts';

/**
 * Puts together what happened on the lanes of a run as both sides saw it. All times are the server's, ms; time is a
 * parameter. What both have told is kept for nobody but the next `take`.
 */
export type Trace = {
  lane(lane: LaneName): LaneTrace;
  /** What the server did for the lanes, or for the automatic one, up to when it was asked. */
  journal(source: 'lanes' | 'automatic', told: Pick<Journal, 'entries'>, askedAt: number, toleranceMs: number): void;
  /** Another server answers. */
  restarted(at: number): void;
  /** The batch since the last one; undefined when there is nothing new and the live edge stands where it stood. */
  take(now: number): TraceBatch | undefined;
};

/** While the server does not tell, the live edge stays this far behind. */
const MAX_BEHIND_MS = 2_000;

const MAX_MARKS = 5_000;
const MAX_CHANGED = 10_000;

export function createTrace(client: string): Trace {
  const changed = new Set<OpenExchange>();
  const told = new Map<string, number>();
  let marks: TraceMark[] = [];
  let exchanges = 0;
  let until = Number.NEGATIVE_INFINITY;
  let isRecorded = false;

  const events = forEachLane(createTracedEvents);
  const ways = forEachLane((lane) =>
    forEachTransport((transport) => createTracedExchanges({ lane, transport }, nextSeq, change)),
  );
  const lanes = forEachLane((lane) => {
    const received = (arrival: Arrival) => {
      isRecorded = true;
      events[lane].received(arrival);
    };
    return createLaneTrace(lane, ways[lane], mark, received);
  });

  return {
    lane: (lane) => lanes[lane],
    journal(source, { entries }, askedAt, toleranceMs) {
      const writes = forEachLane((): Write[] => []);
      for (const entry of entries) {
        const lane = source === 'automatic' ? source : entry.transport;
        if (entry.kind === 'events') writes[lane].push(entry);
        else if (entry.kind === 'heartbeat') mark({ lane, at: entry.at, kind: 'heartbeat' });
        else ways[lane][entry.transport].entry(entry, toleranceMs);
      }
      for (const lane of LANES) {
        if ((lane === 'automatic') === (source === 'automatic')) events[lane].written(writes[lane], askedAt);
      }
      told.set(source, askedAt);
    },
    restarted(at) {
      for (const lane of LANES) for (const way of Object.values(ways[lane])) way.restarted(at);
    },
    take(now) {
      // Before the first word the clocks need not be matched: the edge would be anywhere.
      if (!isRecorded) return undefined;
      const before = until;
      until = edge(now);
      const batch = {
        ...{ client, until, exchanges: takeExchanges(), marks: marks.slice(-MAX_MARKS) },
        events: LANES.flatMap((lane) => events[lane].take(now)),
      };
      marks = [];
      const isNew = [batch.exchanges, batch.marks, batch.events].some(({ length }) => length > 0);
      return isNew || until > before ? batch : undefined;
    },
  };

  /** The automatic lane is asked after apart, so the one that was asked after longer ago counts. */
  function edge(now: number): number {
    const bothTold = told.size > 0 ? Math.min(...told.values()) : Number.NEGATIVE_INFINITY;
    return Math.max(until, Math.min(now, Math.max(bothTold, now - MAX_BEHIND_MS)));
  }

  /** Those past the live edge wait: until it is there, most of them are whole. */
  function takeExchanges(): OpenExchange[] {
    const taken: OpenExchange[] = [];
    for (const exchange of changed) {
      const from = Math.min(...[exchange.sentAt, exchange.arrivedAt, exchange.receivedAt].map(orNever));
      if (from > until && from < NEVER) continue;
      changed.delete(exchange);
      // EventSource was about to ask again and did not get that far: there is nothing to be seen of it.
      if (from < NEVER) taken.push({ ...exchange });
    }
    return taken;
  }

  function nextSeq(): number {
    exchanges += 1;
    return exchanges;
  }

  function change(exchange: OpenExchange): void {
    isRecorded = true;
    changed.add(exchange);
    if (changed.size < 2 * MAX_CHANGED) return;
    for (const oldest of changed) {
      if (changed.size <= MAX_CHANGED) break;
      changed.delete(oldest);
    }
  }

  function mark(one: TraceMark): void {
    isRecorded = true;
    marks.push(one);
    if (marks.length >= 2 * MAX_MARKS) marks = marks.slice(MAX_MARKS);
  }
}

const NEVER = Number.POSITIVE_INFINITY;
const orNever = (at: number | undefined) => at ?? NEVER;

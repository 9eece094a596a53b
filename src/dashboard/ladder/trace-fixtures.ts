import { TRACE_ROW, type TraceBatch, type TraceExchange } from '../../lab/messages.ts';
import type { LaneName } from '../../protocol/lanes.ts';
import type { Transport } from '../../protocol/transports.ts';

// What tests start from.

export function batchWith(part: Partial<TraceBatch> = {}): TraceBatch {
  return { client: 'c', until: 10_000, exchanges: [], marks: [], events: [], ...part };
}

export function exchangeWith(part: Partial<TraceExchange> & { readonly seq: number }): TraceExchange {
  const lane: LaneName = part.lane ?? 'short-polling';
  return {
    lane,
    transport: (lane === 'automatic' ? 'sse' : lane) satisfies Transport,
    sentAt: undefined,
    connectedAt: undefined,
    arrivedAt: undefined,
    answeredAt: undefined,
    status: undefined,
    receivedAt: undefined,
    events: undefined,
    endedAt: undefined,
    why: undefined,
    ...part,
  };
}

type EventTimes = {
  readonly id: number;
  readonly at: number;
  readonly writtenAt?: number;
  readonly receivedAt?: number;
  readonly firstId?: number;
  readonly lastId?: number;
};

/** Events that were written at once and alone, and took a millisecond, unless it is said otherwise. */
export function rowsOf(events: readonly EventTimes[]): Float64Array {
  const rows = new Float64Array(events.length * TRACE_ROW);
  events.forEach(({ id, at, writtenAt = at, receivedAt = writtenAt + 1, firstId = id, lastId = id }, index) => {
    rows.set([id, at, writtenAt, receivedAt, firstId, lastId], index * TRACE_ROW);
  });
  return rows;
}

/** Events every so many milliseconds, from `everyMs` on. */
export function steadyRows(count: number, everyMs: number): Float64Array {
  return rowsOf(Array.from({ length: count }, (_, index) => ({ id: index + 1, at: (index + 1) * everyMs })));
}

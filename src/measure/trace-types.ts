import type { LaneName } from '../protocol/lanes.ts';
import type { Transport } from '../protocol/transports.ts';

/**
 * What was recorded of a run since the batch before, for a picture of it: both sides of every exchange, put
 * together from what the client saw and what the server's journal told. All times are the server's, ms.
 */
export type TraceBatch = {
  /** The run that it belongs to: what was kept of another one is over. */
  readonly client: string;
  /** Up to here both sides have told what they know: the live edge of the picture. Never falls within a run. */
  readonly until: number;
  /** New ones, and those that changed: a later one with the same `seq` takes the place of the earlier. */
  readonly exchanges: readonly TraceExchange[];
  readonly marks: readonly TraceMark[];
  readonly events: readonly TraceEvents[];
};

/** One HTTP request, or upgrade, with its answer. What is not known (yet) is undefined. */
export type TraceExchange = {
  readonly seq: number;
  readonly lane: LaneName;
  readonly transport: Transport;
  /** Client: the request was sent. EventSource does not tell when it asks again by itself. */
  readonly sentAt: number | undefined;
  /** Server: a new connection was accepted for it; undefined when it came on one that was there already. */
  readonly connectedAt: number | undefined;
  /** Server: the request arrived. */
  readonly arrivedAt: number | undefined;
  /** Server: the answer of a poll was written; a stream was opened. */
  readonly answeredAt: number | undefined;
  readonly status: number | undefined;
  /** Client: the answer of a poll was there, whole; a stream was open. */
  readonly receivedAt: number | undefined;
  /** How many events the answer of a poll carried; undefined while it is not there, and of a stream. */
  readonly events: number | undefined;
  /** A stream: closed or lost; any request: given up without an answer. As the side that noticed first has it. */
  readonly endedAt: number | undefined;
  /** Why it was lost or given up, in words; undefined when it ended in order. */
  readonly why: string | undefined;
};

/** Something on one lane at one moment. */
export type TraceMark = {
  readonly lane: LaneName;
  readonly at: number;
} & (
  | { /** The server's sign of life on a quiet stream. */ readonly kind: 'heartbeat' }
  /** The client noticed that its connection is gone; it waits until `retryAt`, if it is known. */
  | { readonly kind: 'lost'; readonly why: string; readonly retryAt: number | undefined }
  /** Told that events were no longer kept. */
  | { readonly kind: 'gap'; readonly reason: 'expired' | 'epoch-changed' }
  /** The lane was switched on or off; the automatic one changed its transport. */
  | { readonly kind: 'on' | 'off' }
  | { readonly kind: 'transport'; readonly transport: Transport }
);

/** Events that arrived on a lane, in order of arrival; each is told once, when the server said when it wrote it. */
export type TraceEvents = {
  readonly lane: LaneName;
  readonly epoch: string;
  /** `TRACE_COLUMNS` numbers for each event. */
  readonly rows: Float64Array;
};

/** Columns of a row: id; published; written to this client's socket; received; which events were written with it. */
export const TRACE_COLUMNS = { id: 0, at: 1, writtenAt: 2, receivedAt: 3, firstId: 4, lastId: 5 } as const;
export const TRACE_ROW = 6;

import type { CloseReason, TransportState } from '../../../client/transport.ts';
import type { GapOnWire } from '../../../protocol/answer.ts';
import type { StreamEvent } from '../../../protocol/event.ts';
import type { Bytes } from '../bytes.ts';
import type { Step } from '../service/stage-service.ts';

/** How one transport looks on the wire, and what it can tell of what goes wrong. */
export type Dialect = {
  /** Up to where messages can be sent; polls have nothing to open. */
  readonly open: readonly Step[];
  /** What comes before each delivery: a poll's request. */
  readonly ask: readonly Step[];
  deliver(batch: Batch): Bytes;
  /** The size that is held against `maxAnswerBytes` when this is delivered. */
  measure(batch: Batch): number;
  /** An answer that is well-formed HTTP and of the wrong content type, or no WebSocket handshake. */
  readonly foreignAnswer: Bytes;
  readonly malformed: readonly Malformed[];
  readonly tells: Tells;
  /** Every state that an attempt goes through, in their order; the last is where it rests. */
  readonly states: readonly TransportState[];
  /** How a server sees that an attempt is over that was aborted between two answers. */
  readonly releasedBy: 'close' | 'idle';
};

/** What is sent together: in one answer, or in one write. */
export type Batch = { readonly gap?: GapOnWire; readonly events: readonly StreamEvent[] };

export type Kind = CloseReason['kind'];

/** Sent after `open` and `ask`. */
export type Malformed = { readonly what: string; readonly bytes: Bytes; readonly kind: Kind };

/** The kind of close reason for what goes wrong. EventSource and WebSocket keep much of it from the page. */
export type Tells = {
  /** No connection, or one that ends without an answer. */
  readonly unreachable: Kind;
  /** The server is gone for good, from the middle of a stream. */
  readonly lost: Kind;
  /** The server ends in order. */
  readonly ended: Kind;
  /** An answer of another status than wanted. */
  readonly errorStatus: Kind;
  readonly foreignAnswer: Kind;
};

export const EPOCH = 'k3x9';

/** Events of a stream that never was. */
export function fakeEvent(id: number, data: StreamEvent['data']): StreamEvent {
  return { id, type: 'message', at: 1_700_000_000_000.5 + id, data };
}

/** The script's steps that send this. */
export const send = (bytes: Bytes): Step => ({ do: 'send', bytes });
export const GATE: Step = { do: 'gate' };

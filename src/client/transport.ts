import type { Gap } from '../protocol/answer.ts';
import type { CursorRequest } from '../protocol/cursor.ts';
import type { StreamEvent } from '../protocol/event.ts';
import type { Transport } from '../protocol/transports.ts';
import type { Platform } from './platform.ts';

/**
 * One way to receive a channel's events. `run` makes one attempt: it connects, delivers events to the
 * observer, and settles once, after every socket, reader and timer is released, with the reason why
 * it is over. It never rejects, and no callback comes after it settled. Abort is the only way to stop
 * it. What to do next (back off, resume, give up) is the session's business.
 */
export type ClientTransport = {
  run(attempt: Attempt): Promise<CloseReason>;
};

export type CreateTransport = (config: TransportConfig, platform: Platform) => ClientTransport;

export type Attempt = {
  /** Deliver the events after this one. There is no "from now": whoever resumes must know from where. */
  readonly cursor: CursorRequest;
  readonly observer: TransportObserver;
  readonly signal: AbortSignal;
};

/** Every field is read anew when it is needed, so the owner may change a value while the transport runs. */
export type TransportConfig = {
  /** Where the server is, without a trailing slash: `http://127.0.0.1:4400`. */
  readonly baseUrl: string;
  readonly channel: string;
  /** Names this client in the server's ledger. */
  readonly client: string;
  /** Short polling: from the end of one answer to the next request. */
  readonly pollIntervalMs: number;
  /** Long polling: how long the server may hold a request. */
  readonly holdSeconds: number;
  /** Long polling: a request is given up this long after it was sent; undefined: the hold and `answerTimeoutMs`. */
  readonly patienceMs: number | undefined;
  /** How long a poll's answer may take beyond the hold, and a stream to open. */
  readonly answerTimeoutMs: number;
  /** Streams: without an event for this long, the connection is taken for dead; 0 never does. */
  readonly silenceTimeoutMs: number;
  /** Largest answer or frame that is accepted. */
  readonly maxAnswerBytes: number;
};

export const DEFAULT_TRANSPORT_CONFIG = {
  pollIntervalMs: 2_000,
  holdSeconds: 25,
  patienceMs: undefined,
  answerTimeoutMs: 10_000,
  // A browser shows a page neither SSE comments nor WebSocket pings, so on a quiet stream a dead
  // connection looks like a silent one. A reconnection a minute is the price of telling them apart.
  silenceTimeoutMs: 60_000,
  maxAnswerBytes: 16 * 1024 * 1024,
} as const;

/** Given whole: a transport calls each of these, whether the caller cares or not. */
export type TransportObserver = {
  state(state: TransportState): void;
  /** `receivedAt` is the client's clock, read once, on arrival, before anything was parsed. */
  event(event: StreamEvent, cursor: CursorRequest, receivedAt: number): void;
  gap(gap: Gap): void;
  /** An HTTP request or an upgrade handshake was sent. `by` is told by who picks among transports. */
  requestSent(sentAt: number, by?: Transport): void;
  /** Its answer is complete (a poll) or its stream is open. `events` is what the answer carried. */
  requestAnswered(answer: {
    readonly sentAt: number;
    readonly answeredAt: number;
    readonly events: number | null;
    readonly by?: Transport;
  }): void;
};

export type TransportState =
  /** A stream or the first poll is on its way. */
  | 'connecting'
  /** Streams: open. Short polling: a request is out. */
  | 'open'
  /** Long polling: the server holds the request. */
  | 'held'
  /** Short polling: between two requests. */
  | 'idle'
  /** The platform's own EventSource, or the automatic transport, is trying again by itself. */
  | 'reconnecting';

/** Why an attempt is over, and whether another makes sense. */
export type CloseReason =
  | { readonly kind: 'aborted'; readonly retry: false }
  /** The server ended the stream in order. */
  | { readonly kind: 'ended'; readonly retry: true; readonly detail: string }
  | {
      readonly kind: 'http-status';
      readonly status: number;
      readonly retry: boolean;
      /** What `Retry-After` asked for. */
      readonly retryAfterMs?: number;
      readonly detail: string;
    }
  /** It could not be opened, and the platform does not tell why: EventSource and WebSocket keep it from the page. */
  | { readonly kind: 'refused'; readonly retry: true; readonly detail: string }
  | { readonly kind: 'network'; readonly retry: true; readonly detail: string }
  /** What arrived is not what the protocol says. */
  | { readonly kind: 'protocol'; readonly retry: true; readonly detail: string }
  | { readonly kind: 'timeout'; readonly retry: true; readonly detail: string }
  /** More arrived than `maxAnswerBytes`. */
  | { readonly kind: 'overflow'; readonly retry: true; readonly detail: string };

export const ABORTED: CloseReason = { kind: 'aborted', retry: false };

/** Where a transport's stream is: the same shape for all of them. */
export function streamUrl(
  config: TransportConfig,
  transport: Transport,
  query: Record<string, string | undefined>,
): string {
  const url = new URL(`${config.baseUrl}/streams/${config.channel}/${transport}`);
  for (const [name, value] of Object.entries({ ...query, client: config.client })) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url.href;
}

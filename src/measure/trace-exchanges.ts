import type { JournalEntry } from '../protocol/journal.ts';
import type { LaneName } from '../protocol/lanes.ts';
import type { Transport } from '../protocol/transports.ts';
import type { TraceExchange } from './trace-types.ts';

/** An exchange that is not over yet: both sides still add what they see of it. */
export type OpenExchange = { -readonly [Field in keyof TraceExchange]: TraceExchange[Field] };

/** What the server tells of one request. */
export type RequestEntry = Extract<JournalEntry, { kind: 'request' | 'answer' | 'end' }>;

/**
 * The exchanges of one lane on one transport: brings together the requests that the client sent with those that reached
 * the server. A client has one request out at a time, and both sides tell in order, so the order is what they are
 * matched by; the times, to find the way back when one side has not told of all.
 */
export type TracedExchanges = {
  /** When `isKnown` is false, the request is sent some time after `at`, and nobody says when. */
  sent(at: number, isKnown: boolean): void;
  /** `events` is null for a stream. */
  answered(at: number, events: number | null): void;
  /** The client lost its request or stream, or gave it up; in order when `why` is undefined. */
  over(at: number, why: string | undefined): void;
  /** `toleranceMs` is how well the two clocks are matched. */
  entry(entry: RequestEntry, toleranceMs: number): void;
  /** Another server answers: of what was open nothing more will be told. */
  restarted(at: number): void;
};

/** The client's half of an exchange. */
type Asked = {
  exchange: OpenExchange;
  readonly from: number;
  /** When the answer came, or the request was given up; infinite while neither happened. */
  to: number;
  isAnswered: boolean;
};

/** On the slowest network that can be emulated, a request can arrive long after it was given up. */
const LATE_MS = 15_000;

/** At 1,000 events a second long polling asks so often in two seconds, should the server be that late to tell. */
const MAX_OPEN = 2_000;

/** @param changed Told of each exchange that is new or was changed. */
export function createTracedExchanges(
  { lane, transport }: { readonly lane: LaneName; readonly transport: Transport },
  nextSeq: () => number,
  changed: (exchange: OpenExchange) => void,
): TracedExchanges {
  const isStream = transport === 'sse' || transport === 'websocket';
  /** The client's latest request: until its answer is there; a stream's, until it is over. */
  let current: Asked | undefined;
  /** Those that the server has not told of, oldest first. */
  const unmatched: Asked[] = [];
  /** The latest one that it told of. */
  let matched: Asked | undefined;
  const atServer = new Map<number, OpenExchange>();

  return {
    sent(at, isKnown) {
      if (current && current.to === Number.POSITIVE_INFINITY) over(at, 'it was given up');
      const exchange = open();
      if (isKnown) exchange.sentAt = at;
      current = { exchange, from: at, to: Number.POSITIVE_INFINITY, isAnswered: false };
      unmatched.push(current);
      if (unmatched.length > MAX_OPEN) unmatched.shift();
      changed(exchange);
    },
    answered(at, events) {
      if (!current) return;
      const { exchange } = current;
      Object.assign(current, { to: at, isAnswered: true });
      exchange.receivedAt = at;
      exchange.events = events ?? undefined;
      if (!isStream) current = undefined;
      changed(exchange);
    },
    over,
    entry(entry, toleranceMs) {
      if (entry.kind === 'request') {
        arrived(entry, toleranceMs);
        return;
      }
      // Undefined when it arrived before anybody asked.
      const exchange = atServer.get(entry.request);
      if (!exchange) return;
      if (entry.kind === 'answer') {
        exchange.answeredAt = entry.at;
        exchange.status = entry.status;
      } else {
        atServer.delete(entry.request);
        // Of a poll's answer that is complete, or that the client had by then, there is no more to say.
        const { receivedAt = Number.POSITIVE_INFINITY } = exchange;
        if (isStream || (!entry.complete && receivedAt > entry.at + toleranceMs)) {
          end(exchange, entry.at, entry.complete ? undefined : 'its connection was closed');
        }
      }
      changed(exchange);
    },
    restarted(at) {
      for (const exchange of atServer.values()) {
        if (isStream || exchange.receivedAt === undefined) end(exchange, at, 'the server was started anew');
        changed(exchange);
      }
      atServer.clear();
    },
  };

  function open(): OpenExchange {
    return {
      ...{ seq: nextSeq(), lane, transport, sentAt: undefined, connectedAt: undefined, arrivedAt: undefined },
      ...{ answeredAt: undefined, status: undefined, receivedAt: undefined, events: undefined },
      ...{ endedAt: undefined, why: undefined },
    };
  }

  function over(at: number, why: string | undefined): void {
    if (!current) return;
    end(current.exchange, at, why);
    current.to = Math.min(current.to, at);
    changed(current.exchange);
    current = undefined;
  }

  function arrived({ request, at, connectedAt }: RequestEntry & { kind: 'request' }, toleranceMs: number): void {
    const asked = match(at, toleranceMs);
    const exchange = asked?.exchange ?? sentAgain(at, toleranceMs) ?? open();
    exchange.arrivedAt = at;
    // A connection that was accepted earlier was there already: a browser may open one that it has no use for yet.
    const from = asked?.from ?? matched?.from ?? Number.POSITIVE_INFINITY;
    if (connectedAt !== null && connectedAt >= from - toleranceMs) exchange.connectedAt = connectedAt;
    atServer.set(request, exchange);
    if (atServer.size > MAX_OPEN) atServer.delete(atServer.keys().next().value as number);
    changed(exchange);
  }

  /** The client's request that arrived then; undefined when it did not tell of it. */
  function match(arrivedAt: number, toleranceMs: number): Asked | undefined {
    const isPast = ({ to, isAnswered }: Asked) => to < arrivedAt - (isAnswered ? toleranceMs : LATE_MS);
    while (unmatched[0] && isPast(unmatched[0])) unmatched.shift();
    const wasSent = ({ from }: Asked) => from <= arrivedAt + toleranceMs;
    const waited = ({ to }: Asked) => to >= arrivedAt - toleranceMs;
    const asked =
      unmatched.find((one) => wasSent(one) && waited(one)) ??
      unmatched.find((one) => wasSent(one) && !one.isAnswered && !isPast(one));
    if (!asked) return undefined;
    unmatched.splice(unmatched.indexOf(asked), 1);
    matched = asked;
    return asked;
  }

  /**
   * A browser sends a request again by itself when a kept-alive connection ends before the answer begins. The client
   * has told of one request: what it says of the answer belongs to the last time that it was sent.
   */
  function sentAgain(arrivedAt: number, toleranceMs: number): OpenExchange | undefined {
    if (matched?.exchange.endedAt === undefined || matched.to < arrivedAt - toleranceMs) return undefined;
    const before = matched.exchange;
    const { receivedAt, events } = before;
    matched.exchange = Object.assign(open(), { receivedAt, events });
    Object.assign(before, { receivedAt: undefined, events: undefined });
    changed(before);
    return matched.exchange;
  }
}

/** Both sides may notice an end: the first one's time counts, and the reason of whoever told first. */
function end(exchange: OpenExchange, at: number, why: string | undefined): void {
  if (exchange.endedAt === undefined) exchange.why = why;
  exchange.endedAt = Math.min(exchange.endedAt ?? at, at);
}

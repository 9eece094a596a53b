import type { TraceExchange, TraceMark } from '../../lab/messages.ts';
import { LANE_LABELS, type LaneName } from '../../protocol/lanes.ts';
import { TRANSPORT_LABELS } from '../../protocol/transports.ts';
import { faultWords } from '../faults/fault-words.ts';
import { formatBytes, formatCount, formatLatency, quantityText } from '../format.ts';
import { clockWords } from './clock-words.ts';
import { isRefused, isStream } from './exchange-list.ts';
import { TOLD_WITHIN_MS } from './exchange-parts.ts';
import type { EventName, ExchangePart, Found } from './found.ts';
import type { Bounds, TraceStore } from './trace-store.ts';
import { isUndelivered, publishedSince } from './undelivered.ts';

/** What the ledger says of a lane; undefined while it does not. */
export type Averages = { readonly bytesPerRequest: number | undefined; readonly bytesPerEvent: number | undefined };

export type Told = {
  readonly store: TraceStore;
  readonly bounds: Bounds;
  /** Below this, times cannot be told from nothing: how far the two clocks may be apart. */
  readonly resolutionMs: number;
  readonly averagesOf: (lane: LaneName) => Averages | undefined;
};

/** What something in the picture is, in a sentence or two, with its figures. What is not known is left out. */
export function foundWords(found: Found, told: Told): string {
  switch (found.kind) {
    case 'event':
      return eventWords(found.lane, found.event, told);
    case 'exchange':
      return exchangeWords(found.exchange, found.part, told);
    case 'mark':
      return markWords(found.mark);
    case 'fault':
      return `${faultWords(found.fault)}, caused at ${clockWords(found.fault.at)}.`;
    case 'many':
      return manyWords(found, told);
  }
}

function eventWords(lane: LaneName, event: EventName, told: Told): string {
  const { store, bounds, resolutionMs, averagesOf } = told;
  const { events } = store.lane(lane);
  const index = events.find(event.epoch, event.id, event.at);
  const said = [`${LANE_LABELS[lane]}: event ${event.id}, published ${clockWords(event.at)}`];
  if (index === undefined && isUndelivered(told, lane, event)) {
    return `${said}, not received on this lane so far: it has been waiting for ${duration(bounds.until - event.at)}, and another lane has it already.`;
  }
  if (index === undefined) return `${said}; no longer kept on this lane.`;
  const writtenAt = events.writtenAt(index);
  const received = Math.max(0, events.receivedAt(index) - event.at);
  if (!Number.isNaN(writtenAt)) {
    said.push(`written ${duration(writtenAt - event.at)} later`);
    if (events.together(index) > 1) said.push(`together with ${counted(events.together(index) - 1, 'other')}`);
  } else said.push('when it was written is not known');
  said.push(`received ${duration(received, resolutionMs)} after its publication`);
  return `${said.join(', ')}.${averageWords(averagesOf(lane)?.bytesPerEvent, 'an event costs', 'on the wire')}`;
}

function exchangeWords(exchange: TraceExchange, part: ExchangePart, told: Told): string {
  const { lane, transport, sentAt, arrivedAt, answeredAt, receivedAt, endedAt, why, events, status, connectedAt } =
    exchange;
  const { resolutionMs, bounds, averagesOf } = told;
  const name = lane === 'automatic' ? `Automatic, by ${TRANSPORT_LABELS[transport]}` : LANE_LABELS[lane];
  const said: string[] = [];
  if (sentAt !== undefined) said.push(`sent ${clockWords(sentAt)}`);
  if (arrivedAt !== undefined) {
    if (sentAt === undefined) said.push(`at the server ${clockWords(arrivedAt)}`);
    else said.push(`at the server ${duration(arrivedAt - sentAt, resolutionMs)} later`);
  } else if (endedAt !== undefined || bounds.until - (sentAt ?? 0) > TOLD_WITHIN_MS) {
    said.push(endedAt === undefined ? 'not seen at the server so far' : 'and the server told nothing of it');
  }
  if (connectedAt !== undefined) said.push('on a new connection');
  if (isStream(exchange)) said.push(...streamWords(exchange));
  else if (arrivedAt !== undefined) {
    if (answeredAt !== undefined) {
      said.push(`${heldVerb(exchange)} ${duration(answeredAt - arrivedAt)}`);
      if (isRefused(exchange)) said.push(`refused with status ${status}`);
      else if (events !== undefined)
        said.push(`answered ${events === 0 ? 'empty' : `with ${counted(events, 'event')}`}`);
      else said.push('answered');
    } else if (endedAt === undefined) said.push(`held since, for ${duration(bounds.until - arrivedAt)} so far`);
  }
  const first = `${name}: ${partWord(exchange, part)}${said.map((each) => `, ${each}`).join('')}`;
  const rest: string[] = [];
  if (answeredAt !== undefined && receivedAt !== undefined && !isStream(exchange)) {
    rest.push(`the answer took ${duration(receivedAt - answeredAt, resolutionMs)}`);
  }
  if (why !== undefined && endedAt !== undefined) rest.push(`it ended ${clockWords(endedAt)}: ${why}`);
  const sentence = [first, ...rest].join('; ');
  const bytes = isStream(exchange)
    ? ''
    : averageWords(averagesOf(lane)?.bytesPerRequest, 'a request and its answer are', '');
  return `${sentence}.${bytes}`;
}

function streamWords(exchange: TraceExchange): string[] {
  const { answeredAt, receivedAt, endedAt, why, status } = exchange;
  if (isRefused(exchange)) return [`refused with status ${status}`];
  const openedAt = answeredAt ?? receivedAt;
  if (openedAt === undefined) return [];
  const said = [`open since ${clockWords(openedAt)}`];
  if (endedAt !== undefined) said.push(`for ${duration(endedAt - openedAt)}`);
  if (endedAt !== undefined && why === undefined) said.push('ended in order');
  return said;
}

function partWord(exchange: TraceExchange, part: ExchangePart): string {
  if (isStream(exchange))
    return part === 'stream' && !isRefused(exchange) ? 'the open stream' : 'the request that opens the stream';
  switch (part) {
    case 'answer':
      return exchange.events === 0 ? 'empty answer to a request' : 'answer to a request';
    case 'held':
      return 'held request';
    default:
      return 'request';
  }
}

/** Only a long poll is kept waiting on purpose. */
function heldVerb({ transport }: TraceExchange): string {
  return transport === 'long-polling' ? 'held for' : 'at the server for';
}

function markWords(mark: TraceMark): string {
  const when = `${LANE_LABELS[mark.lane]}, ${clockWords(mark.at)}`;
  switch (mark.kind) {
    case 'heartbeat':
      return `${when}: a heartbeat, the server’s sign of life on a quiet stream.`;
    case 'lost':
      return `${when}: the connection is lost: ${mark.why}.${
        mark.retryAt === undefined ? '' : ` It waits ${duration(mark.retryAt - mark.at)} before it tries again.`
      }`;
    case 'gap':
      return `${when}: a gap was told, ${mark.reason === 'expired' ? 'events were no longer kept' : 'the log began anew'}.`;
    case 'on':
      return `${when}: switched on.`;
    case 'off':
      return `${when}: switched off.`;
    case 'transport':
      return `${when}: now by ${TRANSPORT_LABELS[mark.transport]}.`;
  }
}

function manyWords({ lane, from, to }: Extract<Found, { kind: 'many' }>, { store }: Told): string {
  const { events, exchanges } = store.lane(lane);
  const since = publishedSince({ store }, lane);
  const publishedBy = (time: number) => events.firstPublished(time) + (since?.countTo(time) ?? 0);
  const published = publishedBy(to) - publishedBy(from);
  const received = events.firstReceived(to) - events.firstReceived(from);
  const begun = exchanges.firstBegun(to) - exchanges.firstBegun(from);
  const within = `${LANE_LABELS[lane]}, within ${duration(to - from)} about ${clockWords((from + to) / 2)}`;
  const counts = `${counted(published, 'event')} published, ${formatCount(received).number} received`;
  return `${within}: ${counts}, ${counted(begun, 'request')}. Zoom in to see them one by one.`;
}

function averageWords(bytes: number | undefined, what: string, where: string): string {
  if (bytes === undefined || !Number.isFinite(bytes)) return '';
  return ` On average ${what} ${quantityText(formatBytes(bytes))}${where && ` ${where}`} on this lane.`;
}

export function counted(count: number, what: string): string {
  return `${quantityText(formatCount(count))} ${what}${count === 1 ? '' : 's'}`;
}

/** The two sides' clocks may disagree by more than something took; less than nothing it never took. */
export function duration(ms: number, resolutionMs = 0): string {
  return quantityText(formatLatency(Math.max(0, ms), resolutionMs));
}

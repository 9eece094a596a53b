import type { TraceExchange } from '../../lab/messages.ts';
import { isRefused, isStream } from './exchange-list.ts';
import type { ExchangePart } from './found.ts';

/** A part of an exchange: between two points of a lane, or only one of them where the other is not known. */
export type Piece = {
  readonly part: ExchangePart;
  readonly from: Point | undefined;
  readonly to: Point | undefined;
  /** The missing point should have been told by now, and never was. */
  readonly isMissing: boolean;
};

export type Point = { readonly at: number; readonly line: 'server' | 'client' };

/** Both sides tell what they know within this time; later than that, something is missing. */
export const TOLD_WITHIN_MS = 2_000;

/** What there is to draw of an exchange, as far as it is known at `now`. Nothing is made up for what is not. */
export function piecesOf(exchange: TraceExchange, now: number): readonly Piece[] {
  const { sentAt, arrivedAt, answeredAt, receivedAt, endedAt } = exchange;
  const pieces: Piece[] = [];
  const join = (part: ExchangePart, from: Point | undefined, to: Point | undefined) => {
    const known = from ?? to;
    if (!known) return;
    const isOver = endedAt !== undefined || now - known.at > TOLD_WITHIN_MS;
    // That it was refused the client tells; not when the answer came.
    const isTold = part === 'answer' && isRefused(exchange);
    pieces.push({ part, from, to, isMissing: (!from || !to) && isOver && !isTold });
  };
  if (isStream(exchange)) {
    const openedAt = answeredAt ?? receivedAt;
    if (openedAt !== undefined && !isRefused(exchange)) {
      pieces.push({ part: 'stream', from: onServer(openedAt), to: onServer(endedAt ?? now), isMissing: false });
    }
  } else if (arrivedAt !== undefined && (answeredAt !== undefined || receivedAt === undefined)) {
    const heldTo = answeredAt ?? endedAt ?? now;
    if (heldTo > arrivedAt)
      pieces.push({ part: 'held', from: onServer(arrivedAt), to: onServer(heldTo), isMissing: false });
  }
  join('request', onClient(sentAt), onServer(arrivedAt));
  if (answeredAt !== undefined || receivedAt !== undefined) join('answer', onServer(answeredAt), onClient(receivedAt));
  return pieces;
}

function onServer(at: number): Point;
function onServer(at: number | undefined): Point | undefined;
function onServer(at: number | undefined): Point | undefined {
  return at === undefined ? undefined : { at, line: 'server' };
}

function onClient(at: number | undefined): Point | undefined {
  return at === undefined ? undefined : { at, line: 'client' };
}

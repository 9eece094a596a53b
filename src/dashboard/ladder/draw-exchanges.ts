import type { TraceExchange } from '../../lab/messages.ts';
import { COLUMN_PX, columnsOf, type Detail, fullColumn } from './density.ts';
import { isRefused, isStream } from './exchange-list.ts';
import { type Piece, type Point, piecesOf } from './exchange-parts.ts';
import type { Band } from './layout.ts';
import type { Pen, Stroke } from './pen.ts';
import { type Drawing, knownTo } from './scene.ts';

const HELD_PX = 7;
const HEAD_PX = 3.5;
/** A stub of something of which the other end is not known: this share of the way. */
const STUB = 0.42;
const EMPTY_DASH = [3, 3] as const;

/** Requests and answers, what is held, and streams while they are open. */
export function drawExchanges(pen: Pen, drawing: Drawing, band: Band, detail: Detail): void {
  const { store, scale } = drawing;
  const { exchanges } = store.lane(band.lane);
  if (detail === 'many') drawMany(pen, drawing, band);
  const now = knownTo(drawing);
  const shown = detail === 'many' ? exchanges.goingOn() : exchanges.between(scale.from, scale.to);
  for (const exchange of shown) {
    for (const piece of piecesOf(exchange, now)) drawPiece(pen, drawing, band, exchange, piece);
    drawEnds(pen, drawing, band, exchange);
  }
}

function drawPiece(pen: Pen, drawing: Drawing, band: Band, exchange: TraceExchange, piece: Piece): void {
  const { scale, palette } = drawing;
  const color = palette.lanes[band.lane];
  const { part, from, to } = piece;
  if (part === 'held' || part === 'stream') {
    if (!from || !to) return;
    const x = scale.x(from.at);
    const width = scale.x(to.at) - x;
    if (part === 'held') pen.bar(x, band.serverY - HELD_PX / 2, width, HELD_PX, { color, alpha: 0.35 });
    else pen.bar(x, band.serverY, width, band.clientY - band.serverY, { color, alpha: 0.07 });
    return;
  }
  const isEmpty = part === 'answer' && exchange.events === 0 && !isStream(exchange);
  const stroke: Stroke = { color, width: 1.25, ...(isEmpty && { dash: EMPTY_DASH }) };
  if (from && to) {
    const [x1, y1, x2, y2] = [scale.x(from.at), lineY(band, from), scale.x(to.at), lineY(band, to)];
    pen.line(x1, y1, x2, y2, stroke);
    if (!isEmpty) drawHead(pen, x1, y1, x2, y2, { color, width: 1.25 });
  } else drawStub(pen, drawing, band, piece, stroke);
  if (isEmpty && to) pen.dot(scale.x(to.at), band.clientY, 3.25, { color, inside: palette.paper });
}

/** The end that is known, and an open end. */
function drawStub(pen: Pen, { scale, palette }: Drawing, band: Band, piece: Piece, stroke: Stroke): void {
  const known = piece.from ?? piece.to;
  if (!known) return;
  const x = scale.x(known.at);
  const y = lineY(band, known);
  const away = (known.line === 'server' ? 1 : -1) * (band.clientY - band.serverY) * STUB;
  pen.line(x, y, x, y + away, stroke);
  if (!piece.isMissing) return;
  pen.text(x, y + away + (away > 0 ? 11 : -3), '?', { color: palette.ink, align: 'middle', isBold: true });
}

/** A new connection, a refusal, and an end that was not in order. */
function drawEnds(pen: Pen, { scale, palette }: Drawing, band: Band, exchange: TraceExchange): void {
  const { connectedAt, status, receivedAt, endedAt, why } = exchange;
  const color = palette.lanes[band.lane];
  if (connectedAt !== undefined) {
    pen.diamond(scale.x(connectedAt), band.serverY, 5, { color, inside: palette.paper });
  }
  const noticedAt = receivedAt ?? endedAt;
  if (isRefused(exchange) && noticedAt !== undefined) {
    const x = scale.x(noticedAt);
    drawCross(pen, x, band.clientY, palette.alarm);
    pen.text(x, band.clientY + 15, `${status}`, { color: palette.alarm, size: 11, align: 'middle' });
  }
  if (endedAt === undefined) return;
  const x = scale.x(endedAt);
  if (isStream(exchange)) pen.line(x, band.serverY, x, band.clientY, { color, alpha: 0.5, dash: EMPTY_DASH });
  if (why !== undefined) drawCross(pen, x, band.clientY, palette.alarm);
}

export function drawCross(pen: Pen, x: number, y: number, color: string): void {
  const stroke = { color, width: 1.75 };
  pen.line(x - 4, y - 4, x + 4, y + 4, stroke);
  pen.line(x - 4, y + 4, x + 4, y - 4, stroke);
}

export function drawHead(pen: Pen, x1: number, y1: number, x2: number, y2: number, stroke: Stroke): void {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [along, across] = [((x2 - x1) / length) * HEAD_PX * 1.5, ((y2 - y1) / length) * HEAD_PX * 1.5];
  pen.line(x2 - along - across * 0.5, y2 - across + along * 0.5, x2, y2, stroke);
  pen.line(x2 - along + across * 0.5, y2 - across - along * 0.5, x2, y2, stroke);
}

/** How many requests began, column by column. */
function drawMany(pen: Pen, { store, scale, palette }: Drawing, band: Band): void {
  const { exchanges } = store.lane(band.lane);
  const columns = columnsOf(scale, exchanges.firstBegun);
  const full = fullColumn(columns);
  const room = (band.clientY - band.serverY) * 0.6;
  for (const { from, count } of columns) {
    const height = Math.max(2, Math.min(1, count / full) * room);
    pen.bar(scale.x(from), band.clientY - height, COLUMN_PX - 1, height, {
      color: palette.lanes[band.lane],
      alpha: 0.4,
    });
  }
}

function lineY(band: Band, { line }: Point): number {
  return line === 'server' ? band.serverY : band.clientY;
}

import { type Detail, eventsBetween, nextWrite } from './density.ts';
import { drawHead } from './draw-exchanges.ts';
import { drawManyEvents } from './draw-many-events.ts';
import { drawUndelivered } from './draw-undelivered.ts';
import { type EventPlace, eventPlace, STEPS } from './event-place.ts';
import type { Band } from './layout.ts';
import type { Pen } from './pen.ts';
import type { Drawing } from './scene.ts';

/** Narrower than this, an arrow's head would hide its neighbours. */
const HEAD_ROOM_PX = 9;
/** A number of events stands below their dot if the one before it is so far away. */
const COUNT_ROOM_PX = 20;
/** Half of a digit: a number that the picture's edge would cut is another number. */
const HALF_DIGIT_PX = 3.5;

/** Events, from their publication on the server's line to their arrival on the client's. */
export function drawEvents(pen: Pen, drawing: Drawing, band: Band, detail: Detail): void {
  if (detail === 'many') drawManyEvents(pen, drawing, band);
  else {
    drawUndelivered(pen, drawing, band);
    drawSingle(pen, drawing, band);
  }
}

function drawSingle(pen: Pen, drawing: Drawing, band: Band): void {
  const { store, scale, palette } = drawing;
  const trace = store.lane(band.lane);
  const { first, end } = eventsBetween(trace, scale.from, scale.to);
  const color = palette.lanes[band.lane];
  const places: EventPlace[] = [];
  const firstSeen = trace.events.firstPublished(scale.from);
  for (let index = first; index < end; index += 1) {
    // Of those that wait since before the picture, all further ones are drawn upon each other.
    if (index < firstSeen && trace.events.place(index) > STEPS) {
      index = Math.min(firstSeen, nextWrite(trace.events, index)) - 1;
    } else places.push(eventPlace(trace.events, index, band, scale));
  }

  for (const place of places) drawWait(pen, place, band, color);
  let written = Number.NEGATIVE_INFINITY;
  for (const { writtenX, receivedX } of places) {
    // Events that were written together go one way.
    if (writtenX === undefined || Math.abs(writtenX - written) < 0.5) continue;
    pen.line(writtenX, band.serverY, receivedX, band.clientY, { color, width: 1.25 });
    if (receivedX - written >= HEAD_ROOM_PX) {
      drawHead(pen, writtenX, band.serverY, receivedX, band.clientY - 2, { color, width: 1.25 });
    }
    written = writtenX;
  }
  const radius = dotRadius((scale.x(scale.to) - scale.x(scale.from)) / places.length);
  for (const { publishedX } of places) pen.dot(publishedX, band.serverY, radius, { color });
  drawArrivals(pen, drawing, band, places, radius);
}

/** Dots that stand close are small, so that they do not become a line. */
function dotRadius(apartPx: number): number {
  return Math.min(2.5, Math.max(1.25, apartPx * 0.3));
}

/** While it waits, an event is a line above the server's; those that go together wait above each other. */
function drawWait(pen: Pen, { publishedX, writtenX, waitY }: EventPlace, band: Band, color: string): void {
  if (writtenX === undefined || writtenX - publishedX < 3) return;
  const stroke = { color, alpha: 0.55 };
  pen.line(publishedX, band.serverY, publishedX, waitY, stroke);
  pen.line(publishedX, waitY, writtenX, waitY, stroke);
  pen.line(writtenX, waitY, writtenX, band.serverY, stroke);
}

function drawArrivals(pen: Pen, drawing: Drawing, band: Band, places: readonly EventPlace[], radius: number): void {
  const { palette, scale } = drawing;
  const [left, right] = [scale.x(scale.from), scale.x(scale.to)];
  const color = palette.lanes[band.lane];
  let lastX = Number.NEGATIVE_INFINITY;
  let countX = Number.NEGATIVE_INFINITY;
  for (const { receivedX, writtenX, together } of places) {
    if (writtenX === undefined) {
      pen.line(receivedX, band.clientY, receivedX, band.clientY - 14, { color, dash: [2, 2] });
      pen.text(receivedX, band.clientY - 17, '?', { color: palette.ink, align: 'middle', isBold: true });
    }
    if (receivedX - lastX < 0.5) continue;
    lastX = receivedX;
    pen.dot(receivedX, band.clientY, together > 1 ? Math.max(radius, 3.5) : radius + 0.25, { color });
    if (together < 2 || receivedX - countX < COUNT_ROOM_PX) continue;
    countX = receivedX;
    const count = `${together}`;
    const halfPx = count.length * HALF_DIGIT_PX;
    if (receivedX - halfPx < left || receivedX + halfPx > right) continue;
    pen.text(receivedX, band.clientY + 15, count, { color: palette.soft, size: 11, align: 'middle' });
  }
}

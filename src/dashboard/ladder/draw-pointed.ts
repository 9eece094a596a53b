import type { LaneName } from '../../protocol/lanes.ts';
import { formatLatency, quantityText } from '../format.ts';
import { eventPlace } from './event-place.ts';
import { piecesOf } from './exchange-parts.ts';
import type { EventName, Found } from './found.ts';
import type { Band } from './layout.ts';
import type { Pen } from './pen.ts';
import { type Drawing, knownTo } from './scene.ts';
import { isUndelivered } from './undelivered.ts';

const LABEL_PX = 11;

/** What is pointed at stands out; an event does so in all lanes, joined by a line. */
export function drawPointed(pen: Pen, drawing: Drawing): void {
  const { found, layout } = drawing;
  if (!found) return;
  const band = layout.bands.find(({ lane }) => lane === laneOf(found));
  if (found.kind === 'event') drawJoined(pen, drawing, found.event);
  else if (band) drawOutlined(pen, drawing, band, found);
}

/** The lane that something is on; a fault is on all. */
export function laneOf(found: Found): LaneName | undefined {
  switch (found.kind) {
    case 'event':
    case 'many':
      return found.lane;
    case 'exchange':
      return found.exchange.lane;
    case 'mark':
      return found.mark.lane;
    case 'fault':
      return undefined;
  }
}

function drawJoined(pen: Pen, drawing: Drawing, event: EventName): void {
  const { layout, scale, store, palette } = drawing;
  const x = scale.x(event.at);
  const top = layout.bands[0]?.serverY ?? 0;
  const bottom = layout.bands.at(-1)?.serverY ?? 0;
  pen.line(x, top, x, bottom, { color: palette.ink, alpha: 0.45 });
  let before: { readonly x: number; readonly y: number } | undefined;
  for (const band of layout.bands) {
    const { events } = store.lane(band.lane);
    const index = events.find(event.epoch, event.id, event.at);
    const look = { color: palette.ink, inside: palette.lanes[band.lane] };
    const stroke = { color: palette.ink, width: 1.75 };
    if (index === undefined) {
      if (!isUndelivered(drawing, band.lane, event)) continue;
      pen.line(x, band.serverY, scale.x(knownTo(drawing)), band.serverY, { ...stroke, width: 2.5 });
      pen.dot(x, band.serverY, 4, look);
      continue;
    }
    const place = eventPlace(events, index, band, scale);
    if (before) {
      const joined = { color: palette.ink, alpha: 0.45, dash: [4, 3] } as const;
      pen.line(before.x, before.y, place.receivedX, band.clientY, joined);
    }
    before = { x: place.receivedX, y: band.clientY };
    if (place.writtenX !== undefined) {
      pen.line(x, band.serverY, place.writtenX, band.serverY, { ...stroke, width: 2.5 });
      pen.line(place.writtenX, band.serverY, place.receivedX, band.clientY, stroke);
    }
    pen.dot(x, band.serverY, 4, look);
    pen.dot(place.receivedX, band.clientY, 4.5, look);
    const late = quantityText(formatLatency(Math.max(0, events.receivedAt(index) - event.at)));
    drawLabel(pen, drawing, place.receivedX, band.clientY + 13, `+${late}`);
  }
}

/** Words on paper, so that they can be read whatever they stand on. */
function drawLabel(pen: Pen, { layout, palette }: Drawing, x: number, y: number, words: string): void {
  const width = words.length * 6.2 + 6;
  const left = Math.max(layout.left, Math.min(x + 12, layout.right - width));
  pen.bar(left - 3, y - 10, width, 14, { color: palette.paper, alpha: 0.9 });
  pen.text(left, y, words, { color: palette.ink, size: LABEL_PX, isBold: true });
}

function drawOutlined(pen: Pen, drawing: Drawing, band: Band, found: Found): void {
  const { scale, palette } = drawing;
  const stroke = { color: palette.ink, width: 2 };
  const y = (line: 'server' | 'client') => (line === 'server' ? band.serverY : band.clientY);
  if (found.kind === 'mark') {
    pen.line(scale.x(found.mark.at), band.serverY, scale.x(found.mark.at), band.clientY, {
      ...stroke,
      width: 1,
      alpha: 0.5,
    });
  } else if (found.kind === 'many') {
    pen.bar(scale.x(found.from), band.top, scale.x(found.to) - scale.x(found.from), band.bottom - band.top, {
      color: palette.ink,
      alpha: 0.15,
    });
  } else if (found.kind === 'exchange') {
    for (const { part, from, to } of piecesOf(found.exchange, knownTo(drawing))) {
      if (part === 'stream' || !from || !to) continue;
      pen.line(scale.x(from.at), y(from.line), scale.x(to.at), y(to.line), stroke);
    }
  }
}

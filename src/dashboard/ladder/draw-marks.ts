import type { TraceMark } from '../../lab/messages.ts';
import { TRANSPORT_LABELS } from '../../protocol/transports.ts';
import { FAULT_LABELS } from '../faults/fault-words.ts';
import { drawCross } from './draw-exchanges.ts';
import type { Band } from './layout.ts';
import type { Pen } from './pen.ts';
import { type Drawing, knownTo } from './scene.ts';

const SMALL_PX = 11;
/** A wait before a retry may have begun before the picture. */
const LONGEST_WAIT_MS = 60_000;
/** Finer than any clock. */
const LEAST_MS = 1e-3;

export function drawMarks(pen: Pen, drawing: Drawing, band: Band): void {
  const { store, scale } = drawing;
  for (const mark of store.lane(band.lane).marksBetween(scale.from - LONGEST_WAIT_MS, scale.to)) {
    drawMark(pen, drawing, band, mark);
  }
}

function drawMark(pen: Pen, drawing: Drawing, band: Band, mark: TraceMark): void {
  const { scale, palette } = drawing;
  const { serverY, clientY } = band;
  const x = scale.x(mark.at);
  const color = palette.lanes[band.lane];
  switch (mark.kind) {
    case 'heartbeat':
      pen.line(x, serverY, x, serverY + 12, { color, dash: [2, 2] });
      pen.dot(x, serverY, 2.5, { color, inside: palette.paper });
      break;
    case 'lost': {
      const until = Math.min(mark.retryAt ?? mark.at, waitEnd(drawing, mark), knownTo(drawing));
      if (until > mark.at) {
        pen.line(x, clientY, scale.x(until), clientY, { color: palette.alarm, width: 5, alpha: 0.5, dash: [2, 3] });
      }
      drawCross(pen, x, clientY, palette.alarm);
      break;
    }
    case 'gap':
      pen.diamond(x, clientY, 5.5, { color: palette.alarm, inside: palette.paper });
      pen.text(x, clientY + 16, 'gap', { color: palette.alarm, size: SMALL_PX, align: 'middle' });
      break;
    case 'on':
    case 'off':
    case 'transport':
      pen.line(x, serverY - 14, x, clientY + 6, { color: palette.soft, alpha: 0.7 });
      pen.text(x + 4, serverY - 10, mark.kind === 'transport' ? TRANSPORT_LABELS[mark.transport] : mark.kind, {
        color: palette.soft,
        size: SMALL_PX,
      });
  }
}

/** The wait is over when the lane is switched off, or when it has lost the next attempt. */
function waitEnd({ store }: Drawing, { lane, at }: TraceMark): number {
  const next = store.lane(lane).marksBetween(at + LEAST_MS, at + LONGEST_WAIT_MS);
  return next.find(({ kind }) => kind === 'off' || kind === 'lost')?.at ?? Number.POSITIVE_INFINITY;
}

/** Faults of the server, over all lanes. */
export function drawFaults(pen: Pen, drawing: Drawing): void {
  const { faults, scale, layout, palette } = drawing;
  const top = layout.top + 18;
  let free = Number.NEGATIVE_INFINITY;
  for (const { kind, at, until } of faults) {
    if (until < scale.from || at > knownTo(drawing)) continue;
    const x = scale.x(at);
    const width = scale.x(Math.min(until, knownTo(drawing))) - x;
    if (width > 0) pen.bar(x, top, width, layout.axisY - top, { color: palette.alarm, alpha: 0.08 });
    pen.line(x, top, x, layout.axisY, { color: palette.alarm, dash: [3, 3] });
    if (x < free) continue;
    pen.text(x, top - 5, FAULT_LABELS[kind], { color: palette.alarm, size: SMALL_PX });
    free = x + 48;
  }
}

/** Time of which nothing is kept: before the run, and what made room for newer things. */
export function drawUnknown(pen: Pen, { store, bounds, scale, layout, palette }: Drawing, band: Band): void {
  const { events, exchanges } = store.lane(band.lane);
  const keptFrom = Math.max(bounds.from, events.droppedTo, exchanges.droppedTo);
  const width = Math.min(scale.x(keptFrom), layout.right) - layout.left;
  if (width <= 0) return;
  pen.bar(layout.left, band.serverY, width, band.clientY - band.serverY, {
    color: palette.faint,
    alpha: 0.6,
  });
  if (width < 90) return;
  const words = keptFrom > bounds.from ? 'no longer kept' : 'before the run';
  const middle = (band.serverY + band.clientY) / 2;
  pen.text(layout.left + width - 8, middle + 4, words, { color: palette.soft, size: SMALL_PX, align: 'end' });
}

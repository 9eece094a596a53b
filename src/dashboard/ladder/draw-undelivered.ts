import type { Band } from './layout.ts';
import type { Pen } from './pen.ts';
import { type Drawing, knownTo } from './scene.ts';
import { waitingPlaces } from './undelivered.ts';

/** What waits at the live edge for somebody to ask: known from the lanes that have it already. */
export function drawUndelivered(pen: Pen, drawing: Drawing, band: Band): void {
  const { scale, palette } = drawing;
  const color = palette.lanes[band.lane];
  const toX = scale.x(knownTo(drawing));
  for (const { x, waitY } of waitingPlaces(drawing, band)) {
    const stroke = { color, alpha: 0.55 };
    if (toX - x >= 3) {
      pen.line(x, band.serverY, x, waitY, stroke);
      pen.line(x, waitY, toX, waitY, stroke);
    }
    pen.dot(x, band.serverY, 2, { color });
  }
}

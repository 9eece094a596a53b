import { STEPS, waitY } from './event-place.ts';
import type { Band } from './layout.ts';
import type { Pen } from './pen.ts';
import { type Drawing, knownTo } from './scene.ts';
import { publishedSince } from './undelivered.ts';

/** What waits at the live edge for somebody to ask: known from the lanes that have it already. */
export function drawUndelivered(pen: Pen, drawing: Drawing, band: Band): void {
  const { scale, palette } = drawing;
  const since = publishedSince(drawing, band.lane);
  if (!since) return;
  const color = palette.lanes[band.lane];
  const to = knownTo(drawing);
  const end = since.first + since.countTo(to);
  // Of those that wait on the highest place since before the picture, all further ones are drawn upon each other.
  const firstSeen = Math.max(since.first + STEPS + 1, since.events.firstPublished(scale.from));
  for (let index = since.first; index < end; index += 1) {
    if (index > since.first + STEPS && index < firstSeen) index = Math.min(firstSeen, end - 1);
    const x = scale.x(since.events.at(index));
    const y = waitY(band, index - since.first);
    const stroke = { color, alpha: 0.55 };
    if (scale.x(to) - x >= 3) {
      pen.line(x, band.serverY, x, y, stroke);
      pen.line(x, y, scale.x(to), y, stroke);
    }
    pen.dot(x, band.serverY, 2, { color });
  }
}

import { COLUMN_PX, columnsOf, fullColumn } from './density.ts';
import type { Band } from './layout.ts';
import type { Pen } from './pen.ts';
import { type Drawing, knownTo } from './scene.ts';
import { publishedSince } from './undelivered.ts';

const SERVER_PX = 18;
const CLIENT_PX = 15;
/** Fewer on their way at once are no queue, and are not drawn as high as one. */
const LEAST_QUEUE = 20;

/**
 * How many were published, above the server's line, and how many arrived, below the client's; behind them, how many
 * were published and had not arrived.
 */
export function drawManyEvents(pen: Pen, drawing: Drawing, band: Band): void {
  const { store, scale, palette } = drawing;
  const { events } = store.lane(band.lane);
  const color = palette.lanes[band.lane];
  const since = publishedSince(drawing, band.lane);
  const publishedBy = (time: number) => events.firstPublished(time) + (since?.countTo(time) ?? 0);
  const published = columnsOf(scale, publishedBy);
  const received = columnsOf(scale, events.firstReceived);
  const waiting = waitingOf(drawing, (time) => publishedBy(time) - events.firstReceived(time));

  const queue = waiting.reduce((most, { count }) => Math.max(most, count), LEAST_QUEUE);
  for (const { from, count } of waiting) {
    const height = (count / queue) * (SERVER_PX + 2);
    pen.bar(scale.x(from), band.serverY - height, COLUMN_PX, height, { color, alpha: 0.25 });
  }
  const [fullPublished, fullReceived] = [fullColumn(published), fullColumn(received)];
  for (const { from, count } of published) {
    const height = Math.max(1.5, Math.min(1, count / fullPublished) * SERVER_PX);
    pen.bar(scale.x(from), band.serverY - height, COLUMN_PX - 1, height, { color, alpha: 0.8 });
  }
  for (const { from, count } of received) {
    const height = Math.max(1.5, Math.min(1, count / fullReceived) * CLIENT_PX);
    pen.bar(scale.x(from), band.clientY, COLUMN_PX - 1, height, { color, alpha: 0.8 });
  }
}

function waitingOf(drawing: Drawing, countAt: (time: number) => number) {
  const { scale } = drawing;
  const ms = COLUMN_PX / scale.pxPerMs;
  const columns: { readonly from: number; readonly count: number }[] = [];
  for (let from = Math.floor(scale.from / ms) * ms; from < knownTo(drawing); from += ms) {
    const count = countAt(from + ms);
    if (count > 0) columns.push({ from, count });
  }
  return columns;
}

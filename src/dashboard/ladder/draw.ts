import { LANE_LABELS } from '../../protocol/lanes.ts';
import { laneDetail } from './density.ts';
import { drawEvents } from './draw-events.ts';
import { drawExchanges } from './draw-exchanges.ts';
import { drawAxis, drawLines, drawNames } from './draw-frame.ts';
import { drawFaults, drawMarks, drawUnknown } from './draw-marks.ts';
import { drawPointed } from './draw-pointed.ts';
import type { Pen } from './pen.ts';
import type { Drawing } from './scene.ts';
import { publishedSince } from './undelivered.ts';

/** Draws the ladder: what lies between the scale's ends, of every lane of the layout. */
export function drawLadder(pen: Pen, drawing: Drawing): void {
  const { layout, store, scale } = drawing;
  const { left, right } = layout;
  drawAxis(pen, drawing);
  pen.clip(left, 0, right - left, layout.axisY, () => drawFaults(pen, drawing));
  for (const band of layout.bands) {
    pen.group(LANE_LABELS[band.lane], () => {
      drawNames(pen, drawing, band);
      pen.clip(left, band.top, right - left, band.bottom - band.top, () => {
        const detail = laneDetail(store.lane(band.lane), scale, publishedSince(drawing, band.lane));
        drawLines(pen, drawing, band);
        drawUnknown(pen, drawing, band);
        drawExchanges(pen, drawing, band, detail.exchanges);
        drawEvents(pen, drawing, band, detail.events);
        drawMarks(pen, drawing, band);
      });
    });
  }
  pen.clip(left, 0, right - left, layout.axisY, () => drawPointed(pen, drawing));
}

import { LANE_LABELS } from '../../protocol/lanes.ts';
import { ticksOf } from './axis.ts';
import type { Band } from './layout.ts';
import type { Pen } from './pen.ts';
import type { Drawing } from './scene.ts';

const SMALL_PX = 11;

/** The ticks with their times, and a faint line for each through all lanes. */
export function drawAxis(pen: Pen, { layout, scale, palette }: Drawing): void {
  const { axisY, bands, left, right } = layout;
  const top = bands[0]?.top ?? 0;
  const ticks = ticksOf(scale);
  for (const { x } of ticks) pen.line(x, top, x, axisY + 4, { color: palette.faint });
  pen.line(left, axisY, right, axisY, { color: palette.line });
  for (const { x, label } of ticks) {
    // One at the edge would stand outside of the picture.
    if (x < left + 24 || x > right - 24) continue;
    pen.text(x, axisY + 18, label, { color: palette.soft, size: SMALL_PX, align: 'middle' });
  }
}

/** The lane's name, and which line is whose. */
export function drawNames(pen: Pen, { layout, palette }: Drawing, { lane, top, serverY, clientY }: Band): void {
  const { left, right, isNarrow } = layout;
  const color = palette.lanes[lane];
  if (top > (layout.bands[0]?.top ?? 0)) {
    pen.line(isNarrow ? left : 0, top, right, top, { color: palette.faint });
  }
  if (isNarrow) {
    pen.text(left, top + 15, LANE_LABELS[lane], { color, isBold: true });
    pen.text(right, top + 15, 'server above, client below', { color: palette.soft, size: 10, align: 'end' });
    return;
  }
  const middle = (serverY + clientY) / 2;
  pen.bar(0, serverY, 3, clientY - serverY, { color });
  nameLines(LANE_LABELS[lane]).forEach((words, index, { length }) => {
    pen.text(12, middle + 4 + (index - (length - 1) / 2) * 15, words, { color, isBold: true });
  });
  pen.text(left - 10, serverY + 4, 'server', { color: palette.soft, size: SMALL_PX, align: 'end' });
  pen.text(left - 10, clientY + 4, 'client', { color: palette.soft, size: SMALL_PX, align: 'end' });
}

/** The two lines along which time runs. */
export function drawLines(pen: Pen, { layout: { left, right }, palette }: Drawing, { serverY, clientY }: Band): void {
  const stroke = { color: palette.soft, alpha: 0.55 };
  pen.line(left, serverY, right, serverY, stroke);
  pen.line(left, clientY, right, clientY, stroke);
}

/** "Server-Sent Events" is too long for one line beside the words of its lines. */
function nameLines(name: string): readonly string[] {
  return name.length < 15 ? [name] : name.split(/ (?=\S+$)/);
}

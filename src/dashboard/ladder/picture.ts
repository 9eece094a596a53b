import type { LaneName } from '../../protocol/lanes.ts';
import { type Measure, textLines } from '../picture/text-lines.ts';
import { drawLadder } from './draw.ts';
import { type Layout, layoutOf, timeScale } from './layout.ts';
import { PAPER_PALETTE } from './palette.ts';
import type { Pen } from './pen.ts';
import type { Scene } from './scene.ts';

/** A picture that stands alone: with a title, where it is from, and what its signs mean. */
export type LadderPicture = Omit<Scene, 'scale'> & {
  readonly endAt: number;
  readonly spanMs: number;
  readonly title: string;
  /** Its lines. */
  readonly caption: readonly string[];
};

const WIDTH_PX = 1_280;
const SIDE_PX = 12;
const TITLE_PX = 45;
const FOOT_PX = 30;
const SMALL_PX = 11;
const LINE_PX = 15;

export function captionLines(caption: string, measure: Measure): readonly string[] {
  return textLines(caption, SMALL_PX, WIDTH_PX - 2 * SIDE_PX, measure);
}

export function pictureLayout(lanes: readonly LaneName[], caption: readonly string[]): Layout {
  return layoutOf(lanes, WIDTH_PX, TITLE_PX + caption.length * LINE_PX, FOOT_PX);
}

export function drawPicture(pen: Pen, picture: LadderPicture): void {
  const { layout, endAt, spanMs, title, caption } = picture;
  const palette = PAPER_PALETTE;
  pen.bar(0, 0, layout.width, layout.height, { color: palette.paper });
  pen.text(SIDE_PX, 26, title, { color: palette.ink, size: 16, isBold: true });
  caption.forEach((line, index) => {
    pen.text(SIDE_PX, TITLE_PX + 1 + index * LINE_PX, line, { color: palette.soft, size: SMALL_PX });
  });
  drawLadder(pen, { ...picture, scale: timeScale(layout, endAt, spanMs), palette });
  drawSigns(pen, layout);
}

/** One line that says what the signs are. */
function drawSigns(pen: Pen, { height, left }: Layout): void {
  const { soft: color, paper, alarm } = PAPER_PALETTE;
  const y = height - 14;
  let x = left;
  const sign = (words: string, draw: (x: number) => void) => {
    draw(x);
    pen.text(x + 22, y + 4, words, { color, size: SMALL_PX });
    x += 22 + words.length * 5.6 + 22;
  };
  sign('event, published and received', (at) => pen.dot(at + 9, y, 2.75, { color }));
  sign('waiting to be sent', (at) => pen.line(at, y, at + 16, y, { color, alpha: 0.55 }));
  sign('request or answer', (at) => pen.line(at + 2, y + 5, at + 14, y - 5, { color, width: 1.25 }));
  sign('held by the server', (at) => pen.bar(at, y - 3.5, 16, 7, { color, alpha: 0.35 }));
  sign('empty answer', (at) => pen.dot(at + 9, y, 3.25, { color, inside: paper }));
  sign('open stream', (at) => pen.bar(at, y - 6, 16, 12, { color, alpha: 0.15 }));
  sign('new connection', (at) => pen.diamond(at + 9, y, 5, { color, inside: paper }));
  sign('loss', (at) => {
    pen.line(at + 5, y - 4, at + 13, y + 4, { color: alarm, width: 1.75 });
    pen.line(at + 5, y + 4, at + 13, y - 4, { color: alarm, width: 1.75 });
  });
}

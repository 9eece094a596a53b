import { LANE_LABELS, type LaneName } from '../../protocol/lanes.ts';
import { LANE_SHAPES } from '../ui/lane-marker.tsx';
import { LANE_DASHES } from '../ui/lane-style.ts';
import { tidy } from './box.ts';
import { type Measure, textLines } from './text-lines.ts';
import { element, escapeXml } from './xml.ts';

/** The colours of paper, as the style sheet has them. */
export type Inks = {
  readonly paper: string;
  readonly ink: string;
  readonly soft: string;
  readonly lanes: Readonly<Record<LaneName, string>>;
};

export type PictureParts = {
  readonly title: string;
  /** What is drawn, and in which unit. */
  readonly note: string;
  /** Those whose lines are to be explained. */
  readonly lanes: readonly LaneName[];
  /** The figure itself: markup that needs nothing from outside. */
  readonly drawing: { readonly markup: string; readonly width: number; readonly height: number };
  /** Where it is from: in small print at the foot. */
  readonly caption: string;
};

export type Picture = { readonly svg: string; readonly width: number; readonly height: number };

const PADDING = 16;
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const KEY_WIDTH = 28;

/**
 * A figure as a picture that stands alone.
 *
 * ```
 *  Title
 *  what is drawn, and in which unit
 *  ··●·· Short polling   ─■─ Long polling   ...
 *  ┌──────────────────────────────────────────┐
 *  │                 drawing                  │
 *  └──────────────────────────────────────────┘
 *  the run, its time and its settings
 * ```
 */
export function pictureSvg(parts: PictureParts, inks: Inks, measure: Measure): Picture {
  const { title, note, drawing, caption } = parts;
  const inner = Math.ceil(drawing.width);
  const width = inner + 2 * PADDING;
  const head = texts(textLines(title, 16, inner, measure), { top: PADDING, size: 16, fill: inks.ink, bold: true });
  const notes = texts(textLines(note, 13, inner, measure), { top: head.bottom, size: 13, fill: inks.soft });
  const legend = legendOf(parts.lanes, notes.bottom, inner, inks, measure);
  const top = legend.bottom + 8;
  const foot = texts(textLines(caption, 11, inner, measure), {
    top: top + Math.ceil(drawing.height) + 8,
    size: 11,
    fill: inks.soft,
  });
  const height = foot.bottom + PADDING;
  const svg = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      'font-family': FONT,
      style: 'font-variant-numeric: tabular-nums',
      role: 'img',
    },
    [
      element('title', {}, escapeXml(title)),
      element('desc', {}, escapeXml([note, caption].filter((text) => text !== '').join('. '))),
      element('rect', { width, height, fill: inks.paper }),
      head.markup,
      notes.markup,
      legend.markup,
      element('g', { transform: `translate(${PADDING} ${top})` }, drawing.markup),
      foot.markup,
    ].join('\n'),
  );
  return { svg, width, height };
}

type Block = { readonly markup: string; readonly bottom: number };
type TextStyle = { readonly top: number; readonly size: number; readonly fill: string; readonly bold?: true };

function texts(lines: readonly string[], { top, size, fill, bold }: TextStyle): Block {
  const step = Math.round(size * 1.4);
  const markup = lines.map((line, index) =>
    element(
      'text',
      { x: PADDING, y: top + index * step + size, 'font-size': size, fill, ...(bold && { 'font-weight': 700 }) },
      escapeXml(line),
    ),
  );
  return { markup: markup.join('\n'), bottom: top + lines.length * step };
}

/** As many keys in a row as fit. */
function legendOf(lanes: readonly LaneName[], top: number, width: number, inks: Inks, measure: Measure): Block {
  const row = 20;
  let [x, y] = [0, top + 4];
  const keys = lanes.map((lane) => {
    const needs = KEY_WIDTH + 8 + measure(LANE_LABELS[lane], 13);
    if (x > 0 && x + needs > width) [x, y] = [0, y + row];
    const key = laneKey(lane, PADDING + x, y + row / 2, inks);
    x += needs + 20;
    return key;
  });
  return { markup: keys.join('\n'), bottom: keys.length === 0 ? top : y + row };
}

function laneKey(lane: LaneName, x: number, y: number, { lanes, paper, ink }: Inks): string {
  const color = lanes[lane];
  const line = { x1: 0, x2: KEY_WIDTH, stroke: color, 'stroke-width': 2, 'stroke-dasharray': LANE_DASHES[lane] };
  const marker = { d: LANE_SHAPES[lane], transform: `translate(${KEY_WIDTH / 2} 0)`, fill: color, stroke: paper };
  return element(
    'g',
    { transform: `translate(${tidy(x)} ${y})` },
    [
      element('line', line),
      element('path', marker),
      element('text', { x: KEY_WIDTH + 8, y: 4.5, 'font-size': 13, fill: ink }, escapeXml(LANE_LABELS[lane])),
    ].join(''),
  );
}

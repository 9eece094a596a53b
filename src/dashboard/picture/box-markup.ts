import { type Box, tidy } from './box.ts';
import { type Paint, paintOf } from './css-color.ts';
import { patternOf } from './css-pattern.ts';
import { element } from './xml.ts';

const SIDES = ['Top', 'Right', 'Bottom', 'Left'] as const;
type Side = (typeof SIDES)[number];

/** What is read of an element's computed style. */
export type BoxStyle = Readonly<
  Record<
    | 'backgroundColor'
    | 'backgroundImage'
    | 'borderTopLeftRadius'
    | `border${Side}Width`
    | `border${Side}Style`
    | `border${Side}Color`,
    string
  >
>;

/** The paper and the borders of an element, as markup; empty when it has none. `id` is free for a pattern. */
export function boxMarkup(style: BoxStyle, box: Box, id: string): string {
  if (box.width <= 0 || box.height <= 0) return '';
  const radius = Number.parseFloat(style.borderTopLeftRadius) || 0;
  const shape = { ...rounded(box), ...(radius > 0 && { rx: radius }) };
  const paper = paintOf(style.backgroundColor);
  const pattern = patternOf(style.backgroundImage, id, box);
  return [
    paper ? element('rect', { ...shape, ...fill(paper) }) : '',
    pattern ? pattern + element('rect', { ...shape, fill: `url(#${id})` }) : '',
    ...SIDES.map((side) => borderMarkup(style, side, box)),
  ].join('');
}

function borderMarkup(style: BoxStyle, side: Side, box: Box): string {
  const width = Number.parseFloat(style[`border${side}Width`]);
  const kind = style[`border${side}Style`];
  const paint = paintOf(style[`border${side}Color`]);
  if (!(width > 0) || kind === 'none' || kind === 'hidden' || !paint) return '';
  const { x, y, width: w, height: h } = box;
  const half = width / 2;
  const ends: Record<Side, readonly [number, number, number, number]> = {
    Top: [x, y + half, x + w, y + half],
    Right: [x + w - half, y, x + w - half, y + h],
    Bottom: [x, y + h - half, x + w, y + h - half],
    Left: [x + half, y, x + half, y + h],
  };
  const [x1, y1, x2, y2] = ends[side].map(tidy);
  return element('line', {
    ...{ x1: x1 ?? 0, y1: y1 ?? 0, x2: x2 ?? 0, y2: y2 ?? 0 },
    stroke: paint.color,
    ...(paint.opacity < 1 && { 'stroke-opacity': paint.opacity }),
    'stroke-width': width,
    ...(kind === 'dashed' && { 'stroke-dasharray': `${3 * width} ${2 * width}` }),
    ...(kind === 'dotted' && { 'stroke-dasharray': `${width} ${width}` }),
  });
}

function fill({ color, opacity }: Paint) {
  return { fill: color, ...(opacity < 1 && { 'fill-opacity': opacity }) };
}

function rounded({ x, y, width, height }: Box): Box {
  return { x: tidy(x), y: tidy(y), width: tidy(width), height: tidy(height) };
}

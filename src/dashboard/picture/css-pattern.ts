import type { Box } from './box.ts';
import { paintOf } from './css-color.ts';
import { element } from './xml.ts';

const COLOR = String.raw`((?:rgba?|color)\([^)]*\))`;
/** Stripes, as kind-swatch.module.css draws them: so much of a colour, then nothing. */
const STRIPES = new RegExp(
  String.raw`^repeating-linear-gradient\((?:(-?[\d.]+)deg, )?${COLOR} 0px, .*?([\d.]+)px, .*? ([\d.]+)px\)$`,
);
const DOTS = new RegExp(String.raw`^radial-gradient\(circle at ([\d.]+)px [\d.]+px, ${COLOR} ([\d.]+)px`);

/** The stripes or dots of a computed background, as an SVG pattern of this id that begins where the box does. */
export function patternOf(backgroundImage: string, id: string, { x, y, height }: Box): string | undefined {
  const stripes = STRIPES.exec(backgroundImage);
  if (stripes) {
    const [, degrees = '180', color = '', on = '0', period = '0'] = stripes;
    // CSS measures from the upward direction, and SVG from the one to the right.
    const turn = `translate(${x} ${y + height}) rotate(${Number(degrees) - 90})`;
    const stripe = element('rect', { width: Number(on), height: Number(period), ...fillOf(color) });
    return patternElement(id, Number(period), turn, stripe);
  }
  const dots = DOTS.exec(backgroundImage);
  if (dots) {
    const [, center = '0', color = '', radius = '0'] = dots;
    const dot = element('circle', { cx: Number(center), cy: Number(center), r: Number(radius), ...fillOf(color) });
    return patternElement(id, 2 * Number(center), `translate(${x} ${y})`, dot);
  }
  return undefined;
}

function patternElement(id: string, size: number, patternTransform: string, content: string): string {
  const attributes = { id, width: size, height: size, patternUnits: 'userSpaceOnUse', patternTransform };
  return element('pattern', attributes, content);
}

function fillOf(color: string) {
  const paint = paintOf(color);
  return { fill: paint?.color ?? 'none' };
}

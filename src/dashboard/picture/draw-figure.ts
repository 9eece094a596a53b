import { type Box, tidy } from './box.ts';
import { boxMarkup } from './box-markup.ts';
import { paintOf } from './css-color.ts';
import { readSvg } from './draw-svg.ts';
import { element, escapeXml } from './xml.ts';

export type Drawing = { readonly markup: string; readonly width: number; readonly height: number };

/** A figure with more in it than this is none that one could read. */
const MAX_ELEMENTS = 20_000;

/** Draws a laid-out figure, of whatever it is made: its boxes, its texts, and the SVGs within. Changes the SVGs. */
export function drawFigure(figure: HTMLElement): Drawing {
  const count = figure.querySelectorAll('*').length;
  if (count > MAX_ELEMENTS) throw new Error(`the figure has ${count} parts, more than a picture can hold`);
  const { left, top, width, height } = figure.getBoundingClientRect();
  const parts: (string | (() => string))[] = [];
  const placeOf = (rect: DOMRect): Box => ({
    x: tidy(rect.left - left),
    y: tidy(rect.top - top),
    width: rect.width,
    height: rect.height,
  });
  draw(figure);
  if (width === 0 || parts.length === 0) throw new Error('nothing is drawn yet');
  const markup = parts.map((part) => (typeof part === 'string' ? part : part()));
  return { markup: markup.filter((part) => part !== '').join('\n'), width, height };

  function draw(node: Element): void {
    const style = getComputedStyle(node);
    const place = placeOf(node.getBoundingClientRect());
    if (isUnseen(style, place)) return;
    if (node instanceof SVGSVGElement) {
      parts.push(readSvg(node, place));
      return;
    }
    parts.push(boxMarkup(style, place, `box-${parts.length}`));
    for (const child of node.childNodes) {
      if (child instanceof Text) drawText(child, style);
      else if (child instanceof Element) draw(child);
    }
  }

  function drawText(text: Text, style: CSSStyleDeclaration): void {
    const size = Number.parseFloat(style.fontSize);
    const ascent = ascentOf(style);
    const paint = paintOf(style.color);
    if (!paint) return;
    for (const { words, rect } of linesOf(text)) {
      const { x, y } = placeOf(rect);
      const attributes = {
        ...{ x, y: tidy(y + ascent), 'font-size': size, fill: paint.color },
        ...(Number(style.fontWeight) !== 400 && { 'font-weight': style.fontWeight }),
      };
      parts.push(element('text', attributes, escapeXml(words)));
    }
  }
}

/** Hidden, or there for a screen reader only. */
function isUnseen({ display, visibility, opacity }: CSSStyleDeclaration, { width, height }: Box): boolean {
  return display === 'none' || visibility === 'hidden' || opacity === '0' || (width === 1 && height === 1);
}

/** The lines that a text was broken into. */
function linesOf(text: Text): { words: string; rect: DOMRect }[] {
  const lines: { words: string; rect: DOMRect }[] = [];
  const range = document.createRange();
  for (const { 0: word, index } of text.data.matchAll(/\S+\s*/g)) {
    range.setStart(text, index);
    range.setEnd(text, index + word.trimEnd().length);
    const rect = range.getBoundingClientRect();
    const last = lines.at(-1);
    if (last && Math.abs(last.rect.top - rect.top) < 1) last.words += word;
    else if (rect.width > 0) lines.push({ words: word, rect });
  }
  return lines.map(({ words, rect }) => ({ words: words.replace(/[ \t\n\r]+/g, ' ').trimEnd(), rect }));
}

const ruler = document.createElement('canvas').getContext('2d');

/** From the upper edge of a line of text to its base. */
function ascentOf({ fontWeight, fontSize, fontFamily }: CSSStyleDeclaration): number {
  if (!ruler) return Number.parseFloat(fontSize);
  ruler.font = `${fontWeight} ${fontSize} ${fontFamily}`;
  return ruler.measureText('').fontBoundingBoxAscent;
}

/** How wide a text is, in the page's font. */
export function textWidth(text: string, fontPx: number): number {
  if (!ruler) return text.length * fontPx;
  ruler.font = `${fontPx}px ${getComputedStyle(document.body).fontFamily}`;
  return ruler.measureText(text).width;
}

import { type Box, tidy } from './box.ts';
import { plainColor } from './css-color.ts';

/** What an element says of its own shape and place; all else is either style, or for the page alone. */
const KEPT = new Set(
  'd x y x1 x2 y1 y2 cx cy r rx ry dx dy points width height transform id viewBox preserveAspectRatio clip-path patternUnits patternTransform clipPathUnits'
    .toLowerCase()
    .split(' '),
);

/** Handed down to what is inside, with what holds where nobody says anything. */
const INHERITED: Readonly<Record<string, string>> = {
  fill: '#000000',
  'fill-opacity': '1',
  'fill-rule': 'nonzero',
  stroke: 'none',
  'stroke-width': '1px',
  'stroke-opacity': '1',
  'stroke-dasharray': 'none',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  'paint-order': 'normal',
  'font-size': '',
  'font-weight': '400',
  'text-anchor': 'start',
  'dominant-baseline': 'auto',
  visibility: 'visible',
};

const SIZED: ReadonlySet<string> = new Set(['svg', 'rect', 'pattern']);
/** Words for the page: the picture has its own. */
const NOT_DRAWN: ReadonlySet<string> = new Set(['title', 'desc']);

/** Drawn where they are used, whatever is said of them where they stand. */
const DEFINITIONS: ReadonlySet<string> = new Set(['defs', 'clipPath', 'pattern']);

type Style = Readonly<Record<string, string>>;

/**
 * An SVG of the page as markup that stands alone: what the style sheets say of it is in its attributes. It is read at
 * once and changed by what is answered, for a change to one figure might move the next.
 */
export function readSvg(svg: SVGSVGElement, { x, y, width, height }: Box): () => string {
  const changes = read(svg, INHERITED);
  return () => {
    for (const change of changes) change();
    const place = { x, y, width, height };
    for (const [name, value] of Object.entries(place)) svg.setAttribute(name, String(tidy(value)));
    return new XMLSerializer().serializeToString(svg);
  };
}

/** What is to be done with an element and all within. */
function read(node: Element, above: Style): (() => void)[] {
  const computed = getComputedStyle(node);
  const isHidden = computed.display === 'none' && !DEFINITIONS.has(node.localName);
  if (isHidden || NOT_DRAWN.has(node.localName)) return [() => node.remove()];
  const style = Object.fromEntries(
    Object.keys(INHERITED).map((name) => [name, plainValue(computed.getPropertyValue(name))]),
  );
  const own = Object.entries(style).filter(([name, value]) => value !== above[name]);
  if (computed.opacity !== '1') own.push(['opacity', computed.opacity]);
  if (node instanceof SVGSVGElement && computed.overflow === 'visible') own.push(['overflow', 'visible']);
  const inside = [...node.children].flatMap((child) => read(child, style));
  return [() => dress(node, own), ...inside];
}

function dress(node: Element, own: readonly (readonly [string, string])[]): void {
  for (const { name } of [...node.attributes]) {
    if (!KEPT.has(name.toLowerCase())) node.removeAttribute(name);
  }
  // Recharts gives sizes and places to what SVG does not know them of.
  if (!SIZED.has(node.localName)) {
    node.removeAttribute('width');
    node.removeAttribute('height');
  }
  for (const [name, value] of own) node.setAttribute(name, value);
}

function plainValue(css: string): string {
  return plainColor(css.replaceAll('"', ''));
}

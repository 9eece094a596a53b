import { escapeXml } from '../picture/xml.ts';
import { FONT, type Look, type Pen, type Stroke, TEXT_PX } from './pen.ts';

/** Draws into the text of an SVG, which `svg` answers, whole. */
export function svgPen(width: number, height: number, title: string): Pen & { svg(): string } {
  const parts: string[] = [];
  let clips = 0;

  return {
    svg: () =>
      [
        `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
        ` font-family="${escapeXml(FONT)}" font-size="${TEXT_PX}" role="img"><title>${escapeXml(title)}</title>`,
        ...parts,
        '</svg>\n',
      ].join(''),
    line: (x1, y1, x2, y2, stroke) => {
      parts.push(`<path d="M${short(x1)} ${short(y1)}L${short(x2)} ${short(y2)}"${strokeText(stroke)}/>`);
    },
    bar: (x, y, barWidth, barHeight, { color, alpha }) => {
      parts.push(
        `<rect x="${short(x)}" y="${short(y)}" width="${short(barWidth)}" height="${short(barHeight)}" fill="${color}"${alphaText('fill-opacity', alpha)}/>`,
      );
    },
    dot: (x, y, radius, look) => {
      parts.push(`<circle cx="${short(x)}" cy="${short(y)}" r="${short(radius)}"${lookText(look)}/>`);
    },
    diamond: (x, y, radius, look) => {
      const r = short(radius);
      parts.push(`<path d="M${short(x)} ${short(y - radius)}l${r} ${r}l-${r} ${r}l-${r} -${r}z"${lookText(look)}/>`);
    },
    text: (x, y, words, { color, size = TEXT_PX, align = 'start', isBold = false }) => {
      parts.push(
        `<text x="${short(x)}" y="${short(y)}" fill="${color}"`,
        size === TEXT_PX ? '' : ` font-size="${size}"`,
        align === 'start' ? '' : ` text-anchor="${align}"`,
        isBold ? ' font-weight="600"' : '',
        `>${escapeXml(words)}</text>`,
      );
    },
    clip(x, y, clipWidth, clipHeight, draw) {
      clips += 1;
      const id = `clip-${clips}`;
      parts.push(
        `<clipPath id="${id}"><rect x="${short(x)}" y="${short(y)}" width="${short(clipWidth)}" height="${short(clipHeight)}"/></clipPath>`,
        `<g clip-path="url(#${id})">`,
      );
      draw();
      parts.push('</g>');
    },
    group(name, draw) {
      parts.push(`<g aria-label="${escapeXml(name)}">`);
      draw();
      parts.push('</g>');
    },
  };
}

function strokeText({ color, width = 1, alpha, dash }: Stroke): string {
  const dashes = dash ? ` stroke-dasharray="${dash.join(' ')}"` : '';
  return ` fill="none" stroke="${color}" stroke-width="${width}"${alphaText('stroke-opacity', alpha)}${dashes}`;
}

function lookText({ color, inside, alpha }: Look): string {
  const edge = inside === undefined ? '' : ` stroke="${color}" stroke-width="1.25"`;
  return ` fill="${inside ?? color}"${edge}${alphaText('opacity', alpha)}`;
}

function alphaText(name: string, alpha: number | undefined): string {
  return alpha === undefined || alpha === 1 ? '' : ` ${name}="${short(alpha)}"`;
}

/** A hundredth of a pixel is as fine as anybody sees. */
function short(value: number): string {
  return `${Math.round(value * 100) / 100}`;
}

/** A colour in words that every program for pictures knows, and how much of it is seen. */
export type Paint = { readonly color: string; readonly opacity: number };

const RGB = /^rgba?\(([\d.]+),? ([\d.]+),? ([\d.]+)(?:(?:,| \/) ([\d.]+))?\)$/;
/** What a browser makes of `color-mix()`: parts of one. */
const SRGB = /^color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)(?: \/ ([\d.]+))?\)$/;

/** A computed colour; undefined for one that is not seen, and for what is none. */
export function paintOf(css: string): Paint | undefined {
  const [, ...bytes] = RGB.exec(css) ?? [];
  const [, ...parts] = SRGB.exec(css) ?? [];
  const [channels, scale] = bytes.length > 0 ? [bytes, 1] : [parts, 255];
  if (channels.length === 0) return undefined;
  const [red, green, blue, alpha = '1'] = channels.filter((channel) => channel !== undefined);
  const opacity = Number(alpha);
  if (opacity === 0) return undefined;
  return { color: `#${[red, green, blue].map((value) => hex(Number(value) * scale)).join('')}`, opacity };
}

/** As it stands in an attribute, where anything that is no plain colour (`none`, a pattern) stays as it is. */
export function plainColor(css: string): string {
  const paint = paintOf(css);
  return paint?.opacity === 1 ? paint.color : css;
}

function hex(value: number): string {
  return Math.min(255, Math.max(0, Math.round(value)))
    .toString(16)
    .padStart(2, '0');
}

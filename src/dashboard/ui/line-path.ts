/** A place in the plot, px. */
export type Place = { readonly x: number; readonly y: number };

/** The `d` of an SVG path from place to place, in tenths of a pixel. Empty for fewer than two: they are no line. */
export function linePath(places: readonly Place[]): string {
  if (places.length < 2) return '';
  return `M${places.map(({ x, y }) => `${inTenths(x)} ${inTenths(y)}`).join('L')}`;
}

/** As exact as a place on the page need be. */
export const inTenths = (px: number) => Math.round(px * 10) / 10;

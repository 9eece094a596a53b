export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Hundredths of a pixel are seen by nobody, and take room. */
export function tidy(value: number): number {
  return Math.round(value * 100) / 100;
}

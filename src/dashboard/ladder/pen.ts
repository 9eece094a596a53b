/** The few things that the picture is made of. The same drawing goes onto the page and into a file. */
export type Pen = {
  line(x1: number, y1: number, x2: number, y2: number, stroke: Stroke): void;
  bar(x: number, y: number, width: number, height: number, fill: Fill): void;
  dot(x: number, y: number, radius: number, look: Look): void;
  diamond(x: number, y: number, radius: number, look: Look): void;
  text(x: number, y: number, words: string, look: TextLook): void;
  /** What `draw` draws, of which only what is inside is seen. */
  clip(x: number, y: number, width: number, height: number, draw: () => void): void;
  /** What `draw` draws belongs together, under this name. */
  group(name: string, draw: () => void): void;
};

export type Stroke = {
  readonly color: string;
  readonly width?: number;
  readonly alpha?: number;
  /** Lengths of dashes and gaps, px. */
  readonly dash?: readonly [number, number];
};

export type Fill = { readonly color: string; readonly alpha?: number };

/** Filled with `color`, or with `inside` and only its edge in `color`. */
export type Look = { readonly color: string; readonly inside?: string; readonly alpha?: number };

export type TextLook = {
  readonly color: string;
  readonly size?: number;
  readonly align?: 'start' | 'middle' | 'end';
  readonly isBold?: boolean;
};

export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif';
export const TEXT_PX = 12;

import type { LaneName } from '../../protocol/lanes.ts';

/** Where things are in the picture, in CSS pixels. */
export type Layout = {
  readonly width: number;
  readonly height: number;
  /** Above the lanes, where the faults have their names. */
  readonly top: number;
  /** Where time runs: from `left` to `right`. */
  readonly left: number;
  readonly right: number;
  readonly isNarrow: boolean;
  readonly bands: readonly Band[];
  /** The line on which the ticks stand. */
  readonly axisY: number;
};

/** A lane's place: the server's line above, the client's line below. */
export type Band = {
  readonly lane: LaneName;
  readonly top: number;
  readonly bottom: number;
  readonly serverY: number;
  readonly clientY: number;
};

/** Narrower than this, a lane's name stands above its lines. */
const NARROW_PX = 640;

const WIDE = { left: 150, right: 16, top: 22, name: 0, above: 26, between: 46, below: 22, axis: 26 } as const;
const NARROW = { left: 8, right: 8, top: 22, name: 18, above: 24, between: 40, below: 20, axis: 26 } as const;

/** @param head Room kept free above, px. @param foot Below. */
export function layoutOf(lanes: readonly LaneName[], width: number, head = 0, foot = 0): Layout {
  const isNarrow = width < NARROW_PX;
  const size = isNarrow ? NARROW : WIDE;
  const bandHeight = size.name + size.above + size.between + size.below;
  const bands = lanes.map((lane, index): Band => {
    const top = head + size.top + index * bandHeight;
    const serverY = top + size.name + size.above;
    return { lane, top, bottom: top + bandHeight, serverY, clientY: serverY + size.between };
  });
  const axisY = head + size.top + lanes.length * bandHeight;
  return {
    width,
    top: head,
    height: axisY + size.axis + foot,
    left: size.left,
    right: Math.max(size.left + 1, width - size.right),
    isNarrow,
    bands,
    axisY,
  };
}

/** The stretch of time that is shown, on the layout's width. */
export type TimeScale = {
  readonly from: number;
  readonly to: number;
  readonly pxPerMs: number;
  x(time: number): number;
  time(x: number): number;
};

export function timeScale({ left, right }: Pick<Layout, 'left' | 'right'>, endAt: number, spanMs: number): TimeScale {
  const from = endAt - spanMs;
  const pxPerMs = (right - left) / spanMs;
  return {
    from,
    to: endAt,
    pxPerMs,
    x: (time) => left + (time - from) * pxPerMs,
    time: (x) => from + (x - left) / pxPerMs,
  };
}

/** The band at this height; undefined above and below all of them. */
export function bandAt({ bands }: Layout, y: number): Band | undefined {
  return bands.find(({ top, bottom }) => y >= top && y < bottom);
}

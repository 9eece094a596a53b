import { type ComponentProps, type PointerEvent, type ReactElement, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Line, LineChart } from 'recharts';
import { forEachLane, LANE_LABELS, LANES, type LaneName } from '../../protocol/lanes.ts';
import { DrawnNear } from './drawn-near.tsx';
import { type Curve, Curves, LaneLines } from './lane-lines.tsx';
import { GRID, PLOT } from './plot.tsx';

type Props<Row> = {
  readonly rows: readonly Row[];
  /** Where a row stands on the horizontal axis. */
  readonly xOf: (row: Row) => number;
  /** Whether the lane's marker stands here. */
  readonly isMarked: (row: Row, lane: LaneName) => boolean;
  readonly margin?: ComponentProps<typeof LineChart>['margin'];
  /** The axes: the very same element as long as it says the same. */
  readonly axes: ReactElement;
  /** What tells the values at the pointer, likewise. */
  readonly tooltip: ReactElement;
  /** What is behind the lines, likewise; what moves in it draws itself, as `LaneLines` does. */
  readonly behind?: ReactElement;
};

/**
 * A chart of the lanes, of rows that have a value for each or null. New rows come every second, and for the library that
 * is a new chart, put together in many steps. So it is given the axes, which seldom change, and the rows only while
 * somebody points at the chart and wants them told; the lines are drawn by `LaneLines`.
 */
export function LanePlot<Row extends Readonly<Record<LaneName, number | null>>>(props: Props<Row>) {
  const { rows, xOf, isMarked, margin = PLOT.margin, axes, tooltip, behind } = props;
  const { isPointedAt, pointing } = usePointedAt();
  const told = isPointedAt ? rows : NO_ROWS;
  const chart = useMemo(
    () => (
      <LineChart {...PLOT} margin={margin} data={told}>
        {GRID}
        {behind}
        {axes}
        {told.length > 0 && tooltip}
        {told.length > 0 && TOLD_LINES}
        <LaneLines />
      </LineChart>
    ),
    [margin, axes, tooltip, behind, told],
  );
  const curves = forEachLane((lane): Curve => {
    return rows.flatMap((row) => {
      const y = row[lane];
      return y === null ? [] : [{ x: xOf(row), y, isMarked: isMarked(row, lane) }];
    });
  });
  return (
    <div style={{ height: '100%' }} {...pointing}>
      <DrawnNear>
        <Curves value={curves}>{chart}</Curves>
      </DrawnNear>
    </div>
  );
}

const NO_ROWS: readonly never[] = [];

/** Whether a mouse is over the element, or a finger tapped it and nothing else since. */
function usePointedAt() {
  const [isPointedAt, setIsPointedAt] = useState(false);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isPointedAt) return;
    const end = new AbortController();
    const isOutside = ({ target }: Event) => !(target instanceof Node && element.current?.contains(target));
    addEventListener('pointerdown', (event) => isOutside(event) && setIsPointedAt(false), { signal: end.signal });
    return () => end.abort();
  }, [isPointedAt]);
  const pointing = {
    ref: element,
    // The chart has to know its rows before it hears where the pointer is.
    onPointerEnter: () => flushSync(() => setIsPointedAt(true)),
    // A finger leaves with each tap, before the chart has heard of it.
    onPointerLeave: ({ pointerType }: PointerEvent) => pointerType === 'mouse' && setIsPointedAt(false),
  };
  return { isPointedAt, pointing };
}

/** What the tooltip tells of: not to be seen, for `LaneLines` draws them. */
const TOLD_LINES = LANES.map((lane) => (
  <Line
    key={lane}
    dataKey={lane}
    name={LANE_LABELS[lane]}
    stroke="none"
    dot={false}
    activeDot={false}
    isAnimationActive={false}
  />
));

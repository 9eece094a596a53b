import type { ComponentProps } from 'react';
import { CartesianGrid, Line, type LineChart, type Tooltip, type XAxis } from 'recharts';
import { LANE_LABELS, LANES, type LaneName } from '../../protocol/lanes.ts';
import { LaneMarker } from '../ui/lane-marker.tsx';
import { LANE_COLORS, LANE_DASHES } from '../ui/lane-style.ts';

// What all charts have in common. Recharts reads the type of each child, so these are properties to spread and not
// components of their own.

/** The element around it is an image with a summary, so the drawing itself takes no focus. */
export const PLOT = {
  responsive: true,
  accessibilityLayer: false,
  style: { width: '100%', height: '100%' },
  margin: { top: 8, right: 20, bottom: 4, left: 0 },
} satisfies ComponentProps<typeof LineChart>;

export const AXIS = {
  stroke: 'var(--line)',
  tick: { fill: 'var(--ink-soft)', fontSize: '0.8125rem' },
  tickLine: false,
} satisfies ComponentProps<typeof XAxis>;

/** Fixed, so that the plot does not move when the labels grow. */
export const Y_AXIS = { ...AXIS, width: 76, axisLine: false };

const LINE = {
  strokeWidth: 2,
  // New data is drawn where it belongs at once.
  isAnimationActive: false,
  activeDot: false,
  connectNulls: true,
} satisfies Omit<ComponentProps<typeof Line>, 'ref'>;

export const TOOLTIP = {
  isAnimationActive: false,
  separator: ': ',
  cursor: { stroke: 'var(--ink-soft)' },
  contentStyle: {
    padding: '0.5rem 0.75rem',
    border: '1px solid var(--line)',
    borderRadius: 4,
    background: 'var(--paper-raised)',
    fontSize: '0.875rem',
  },
  itemStyle: { padding: 0, color: 'inherit' },
} satisfies ComponentProps<typeof Tooltip>;

export const GRID = <CartesianGrid stroke="var(--line-faint)" vertical={false} />;

type Dot<Row> = { readonly cx?: number; readonly cy?: number; readonly index: number; readonly payload: Row };

/** A line for each lane, of rows that have a value for each; its marker stands where `isMarked` says. */
export function laneLines<Row>(isMarked: (row: Row, lane: LaneName) => boolean) {
  return LANES.map((lane) => (
    <Line
      key={lane}
      {...LINE}
      dataKey={lane}
      name={LANE_LABELS[lane]}
      stroke={LANE_COLORS[lane]}
      strokeDasharray={LANE_DASHES[lane]}
      dot={({ cx, cy, index, payload }: Dot<Row>) =>
        cx !== undefined && cy !== undefined && isMarked(payload, lane) ? (
          <LaneMarker key={index} lane={lane} x={cx} y={cy} />
        ) : null
      }
    />
  ));
}

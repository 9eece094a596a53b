import type { ComponentProps } from 'react';
import { CartesianGrid, type LineChart, type Tooltip, type XAxis } from 'recharts';

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

import { forEachLane, type LaneName } from '../../protocol/lanes.ts';

/** One colour per lane everywhere; `dashboard.css` has the values for light and dark. */
export const LANE_COLORS = forEachLane((lane) => `var(--lane-${lane})`);

/** `stroke-dasharray` of each lane's line. */
export const LANE_DASHES: Record<LaneName, string> = {
  'short-polling': '2 3',
  'long-polling': '7 3',
  sse: '1 0',
  websocket: '8 3 2 3',
  automatic: '12 3 2 3 2 3',
};

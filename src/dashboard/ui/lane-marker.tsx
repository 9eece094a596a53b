import type { LaneName } from '../../protocol/lanes.ts';
import { LANE_COLORS } from './lane-style.ts';

/** Shapes of about the same weight, around 0, 0. */
export const LANE_SHAPES: Record<LaneName, string> = {
  'short-polling': 'M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z',
  'long-polling': 'M-4 -4h8v8h-8z',
  sse: 'M0 -5l5 8.5h-10z',
  websocket: 'M0 -5.5l5.5 5.5l-5.5 5.5l-5.5 -5.5z',
  automatic: 'M-1.75 -5.25h3.5v3.5h3.5v3.5h-3.5v3.5h-3.5v-3.5h-3.5v-3.5h3.5z',
};

/** The shape that tells a lane from the others where colours do not. */
export function LaneMarker({ lane, x, y }: { lane: LaneName; x: number; y: number }) {
  return (
    <path
      d={LANE_SHAPES[lane]}
      transform={`translate(${x} ${y})`}
      fill={LANE_COLORS[lane]}
      stroke="var(--paper)"
      strokeWidth={1}
    />
  );
}

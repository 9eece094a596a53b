import type { LaneName } from '../../protocol/lanes.ts';
import { LaneMarker } from './lane-marker.tsx';
import { LANE_COLORS, LANE_DASHES } from './lane-style.ts';

/** A lane's line as it is drawn in the charts, to stand beside its name. */
export function LaneKey({ lane }: { lane: LaneName }) {
  return (
    <svg width={28} height={12} viewBox="0 0 28 12" aria-hidden="true" style={{ flex: 'none' }}>
      <line
        x1={0}
        x2={28}
        y1={6}
        y2={6}
        stroke={LANE_COLORS[lane]}
        strokeWidth={2}
        strokeDasharray={LANE_DASHES[lane]}
      />
      <LaneMarker lane={lane} x={14} y={6} />
    </svg>
  );
}

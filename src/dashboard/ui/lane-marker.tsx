import type { LaneName } from '../../protocol/lanes.ts';
import { LANE_COLORS } from './lane-style.ts';
import { inTenths, type Place } from './line-path.ts';

/** Shapes of about the same weight, around the place that a path has come to: relative throughout, the first `m` too. */
export const LANE_SHAPES: Record<LaneName, string> = {
  'short-polling': 'm-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z',
  'long-polling': 'm-4 -4h8v8h-8z',
  sse: 'm0 -5l5 8.5h-10z',
  websocket: 'm0 -5.5l5.5 5.5l-5.5 5.5l-5.5 -5.5z',
  automatic: 'm-1.75 -5.25h3.5v3.5h3.5v3.5h-3.5v3.5h-3.5v-3.5h-3.5v-3.5h3.5z',
};

type Props = { readonly lane: LaneName; readonly x: number; readonly y: number };

/** The shape that tells the lane from the others where colours do not. */
export function LaneMarker({ lane, x, y }: Props) {
  return <LaneMarkers lane={lane} places={[{ x, y }]} />;
}

/** One at each of these places. */
export function LaneMarkers({ lane, places }: { lane: LaneName; places: readonly Place[] }) {
  if (places.length === 0) return null;
  const d = places.map(({ x, y }) => `M${inTenths(x)} ${inTenths(y)}${LANE_SHAPES[lane]}`).join('');
  return <path d={d} fill={LANE_COLORS[lane]} stroke="var(--paper)" strokeWidth={1} />;
}

import type { CurvePoint, LaneSnapshot } from '../../lab/messages.ts';
import { forEachLane, LANES, type LaneName } from '../../protocol/lanes.ts';
import { HIGHEST_PERCENTILE, ninesOf } from './nines.ts';

/** One percentile: the latency of each lane there, null where it has none. `nines` is its place on the axis. */
export type DistributionRow = Readonly<Record<LaneName, number | null>> & {
  readonly percentile: number;
  readonly nines: number;
};

/** The curves of all lanes that are on, as one table by percentile, none below `floorMs`. */
export function distributionRows(
  lanes: Readonly<Record<LaneName, LaneSnapshot>>,
  curveOf: (lane: LaneSnapshot) => readonly CurvePoint[],
  floorMs: number,
): DistributionRow[] {
  const latencies = forEachLane((lane) => {
    const curve = lanes[lane].on ? curveOf(lanes[lane]) : [];
    return new Map(curve.map(({ percentile, latencyMs }) => [percentile, Math.max(latencyMs, floorMs)]));
  });
  const percentiles = new Set(LANES.flatMap((lane) => [...latencies[lane].keys()]));
  return [...percentiles]
    .filter((percentile) => percentile <= HIGHEST_PERCENTILE)
    .sort((one, other) => one - other)
    .map((percentile) => ({
      ...forEachLane((lane) => latencies[lane].get(percentile) ?? null),
      percentile,
      nines: ninesOf(percentile),
    }));
}

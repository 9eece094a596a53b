import type { CurvePoint, LaneSnapshot } from '../../lab/messages.ts';
import { forEachTransport, TRANSPORTS, type Transport } from '../../protocol/transports.ts';
import { HIGHEST_PERCENTILE, ninesOf } from './nines.ts';

/** One percentile: the latency of each lane there, null where it has none. `nines` is its place on the axis. */
export type DistributionRow = Readonly<Record<Transport, number | null>> & {
  readonly percentile: number;
  readonly nines: number;
};

/** The curves of all lanes that are on, as one table by percentile, none below `floorMs`. */
export function distributionRows(
  lanes: Readonly<Record<Transport, LaneSnapshot>>,
  curveOf: (lane: LaneSnapshot) => readonly CurvePoint[],
  floorMs: number,
): DistributionRow[] {
  const latencies = forEachTransport((transport) => {
    const curve = lanes[transport].on ? curveOf(lanes[transport]) : [];
    return new Map(curve.map(({ percentile, latencyMs }) => [percentile, Math.max(latencyMs, floorMs)]));
  });
  const percentiles = new Set(TRANSPORTS.flatMap((transport) => [...latencies[transport].keys()]));
  return [...percentiles]
    .filter((percentile) => percentile <= HIGHEST_PERCENTILE)
    .sort((one, other) => one - other)
    .map((percentile) => ({
      ...forEachTransport((transport) => latencies[transport].get(percentile) ?? null),
      percentile,
      nines: ninesOf(percentile),
    }));
}

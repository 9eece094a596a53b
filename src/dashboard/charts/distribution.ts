import type { LaneSnapshot } from '../../lab/messages.ts';
import { forEachTransport, TRANSPORTS, type Transport } from '../../protocol/transports.ts';

/** One point of one lane's curve: the other lanes are null there. */
export type DistributionRow = Readonly<Record<Transport, number | null>> & { readonly latencyMs: number };

/** The curves of all lanes that are on, as one table in the order of the latencies, none below `floorMs`. */
export function distributionRows(lanes: Readonly<Record<Transport, LaneSnapshot>>, floorMs: number): DistributionRow[] {
  return TRANSPORTS.filter((transport) => lanes[transport].on)
    .flatMap((transport) =>
      lanes[transport].curve.map(({ latencyMs, percentile }) => ({
        ...forEachTransport(() => null),
        latencyMs: Math.max(latencyMs, floorMs),
        [transport]: percentile,
      })),
    )
    .sort((one, other) => one.latencyMs - other.latencyMs);
}

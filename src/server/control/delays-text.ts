import { TRANSPORTS, type Transport } from '../../protocol/transports.ts';
import { DELAY_BOUNDS_MS, type Delays } from '../delivery-delays.ts';

const NAME = 'transport_lab_delivery_delay_seconds';

/**
 * A histogram in the Prometheus text format, version 0.0.4. Written here because that of `prom-client` takes one
 * observation at a time, where ours counts many deliveries at once.
 *
 * https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function delaysText(delays: Record<Transport, Delays>): string {
  const lines = TRANSPORTS.flatMap((transport) => {
    const { upTo, count, sumMs } = delays[transport];
    const bucket = (le: string, value: number) => `${NAME}_bucket{le="${le}",transport="${transport}"} ${value}`;
    return [
      ...upTo.map((value, index) => bucket(`${(DELAY_BOUNDS_MS[index] ?? 0) / 1_000}`, value)),
      bucket('+Inf', count),
      `${NAME}_sum{transport="${transport}"} ${sumMs / 1_000}`,
      `${NAME}_count{transport="${transport}"} ${count}`,
    ];
  });
  const help = 'From the publication of an event to its being handed to the socket of a client';
  return [`# HELP ${NAME} ${help}`, `# TYPE ${NAME} histogram`, ...lines, ''].join('\n');
}

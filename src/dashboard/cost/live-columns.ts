import type { SwarmGroup } from '../../protocol/swarm.ts';
import { formatBytes, formatBytesPerSecond, formatExactly, formatLatency, quantityText, UNKNOWN } from '../format.ts';
import type { Share, TransportFigures } from './cost-figures.ts';
import { formatMicroseconds, formatPerSecond } from './figure-format.ts';

/** A column of the live table. */
export type LiveColumn = {
  readonly title: string;
  readonly explanation: string;
  readonly text: (group: SwarmGroup, figures: TransportFigures | undefined) => string;
  readonly isFault?: (group: SwarmGroup) => boolean;
};

export const SHARED = 'shared';

const SHARED_WORDS =
  'CPU and memory belong to the server’s whole process: while several transports have clients, what each of them costs cannot be told, and the cell says “shared”. Start one transport alone, or measure the curves.';

export const LIVE_COLUMNS: readonly LiveColumn[] = [
  {
    title: 'Clients',
    explanation:
      'Clients that are connected now, of those that were asked for. A polling client is: its latest answer was not an error.',
    text: ({ connected, wanted }) => `${formatExactly(connected)} of ${formatExactly(wanted)}`,
    isFault: ({ connected, started }) => connected < started,
  },
  {
    title: 'Delivered',
    explanation: 'Events that its clients received, by their own count.',
    text: (_group, figures) => rate(figures?.deliveredPerSecond),
  },
  {
    title: 'Missing',
    explanation: 'Events that clients skipped without being told of a gap, since the swarm began.',
    text: ({ missing }) => formatExactly(missing),
    isFault: ({ missing }) => missing > 0,
  },
  {
    title: 'p50',
    explanation: 'Latency: from publication until the client read it. Half of the latest events took no longer.',
    text: (group) => latency(group, 'p50'),
  },
  {
    title: 'p99',
    explanation: 'Latency that 99 of 100 of the latest events did not exceed.',
    text: (group) => latency(group, 'p99'),
  },
  {
    title: 'p99.9',
    explanation: 'Latency that 999 of 1,000 events since all clients were there did not exceed.',
    text: ({ latency: { count, p999 } }) => (count === 0 ? UNKNOWN : quantityText(formatLatency(p999))),
  },
  {
    title: 'Requests',
    explanation: 'HTTP requests and upgrade handshakes, by the server’s ledger.',
    text: (_group, figures) => rate(figures?.requestsPerSecond),
  },
  {
    title: 'Bytes up',
    explanation: 'TCP payload from the clients to the server, by the server’s ledger.',
    text: (_group, figures) => bytes(figures?.upPerSecond),
  },
  {
    title: 'Bytes down',
    explanation: 'TCP payload from the server to the clients, by the server’s ledger.',
    text: (_group, figures) => bytes(figures?.downPerSecond),
  },
  {
    title: 'CPU per delivery',
    explanation: `CPU time of the server’s process for each event that it wrote to a client. What it would take without clients is in it; the curves subtract that. ${SHARED_WORDS}`,
    text: (_group, figures) => share(figures?.cpuPerDeliveryUs, (us) => quantityText(formatMicroseconds(us))),
  },
  {
    title: 'Memory per connection',
    explanation: `By the resident set: what the process holds above what it held without clients, divided by its connections. Garbage, the log and buffers of the system are in it, so it is an estimate and more than what the curves tell, which is heap and external memory after collecting garbage. ${SHARED_WORDS}`,
    text: (_group, figures) => share(figures?.memoryPerConnectionBytes, (value) => quantityText(formatBytes(value))),
  },
];

function rate(value: number | undefined): string {
  return value === undefined ? UNKNOWN : quantityText(formatPerSecond(value));
}

function bytes(value: number | undefined): string {
  return value === undefined ? UNKNOWN : quantityText(formatBytesPerSecond(value));
}

/** Of the latest report; of all when nothing came since the one before. */
function latency({ recent, latency: whole }: SwarmGroup, figure: 'p50' | 'p99'): string {
  const from = recent.count > 0 ? recent : whole;
  return from.count === 0 ? UNKNOWN : quantityText(formatLatency(from[figure]));
}

function share(value: Share, format: (value: number) => string): string {
  if (value === undefined) return UNKNOWN;
  return value === 'shared' ? SHARED : format(value);
}

import { formatBytes, formatLatency, formatPercent, type Quantity } from '../format.ts';
import type { ServerFigures } from './cost-figures.ts';
import { formatCore, formatMicroseconds, formatPerSecond, NOTHING } from './figure-format.ts';

/** A figure of the server's process as a whole. */
export type ServerCell = {
  readonly label: string;
  readonly explanation: string;
  readonly format: (figures: ServerFigures) => Quantity;
};

export const SERVER_CELLS: readonly ServerCell[] = [
  {
    label: 'CPU',
    explanation:
      'CPU time of the server’s process, all of its threads, of one core. More than 100 % is possible: collecting garbage, for one, has threads of its own.',
    format: ({ cpuPercent }) => formatCore(cpuPercent),
  },
  {
    label: 'Event loop busy',
    explanation: 'How much of the time the event loop was at work. Near 100 % all that comes has to queue.',
    format: ({ busyPercent }) => formatPercent(busyPercent),
  },
  {
    label: 'Loop delay p99',
    explanation:
      'Event-loop delay: how late a timer was in the last second: 99 of 100 were less late. What the loop is late, each client’s event is.',
    format: ({ delayMs }) => formatLatency(delayMs.p99),
  },
  {
    label: 'Memory',
    explanation:
      'The resident set of the process: all that it holds in memory, garbage that was not collected yet included.',
    format: ({ rssBytes }) => formatBytes(rssBytes),
  },
  {
    label: 'Published',
    explanation: 'Events published on all channels. Each is delivered to every client.',
    format: ({ publishedPerSecond }) => formatPerSecond(publishedPerSecond),
  },
  {
    label: 'Delivered',
    explanation: 'Events written to clients, all transports together.',
    format: ({ deliveredPerSecond }) => formatPerSecond(deliveredPerSecond),
  },
  {
    label: 'CPU per delivery',
    explanation: 'CPU time of the whole process divided by the events that it wrote to clients in that time.',
    format: ({ cpuPerDeliveryUs }) => (cpuPerDeliveryUs === undefined ? NOTHING : formatMicroseconds(cpuPerDeliveryUs)),
  },
];

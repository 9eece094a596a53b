import type { LaneSnapshot } from '../lab/messages.ts';
import type { TransportAccount } from '../protocol/ledger.ts';
import type { ComparisonRule } from './comparison.ts';
import { formatBytes, formatCount, formatLatency, formatRatio, type Quantity } from './format.ts';

/**
 * Everything the lanes show as a number, row by row. Adding a figure is one entry here.
 *
 * `value` is undefined while nothing is known. A lane that is off is never asked.
 */
export type Figure = {
  readonly key: string;
  readonly label: string;
  readonly explanation: string;
  readonly source: FigureSource;
  readonly format: (value: number, resolutionMs: number) => Quantity;
  /** Absent where neither direction is better. */
  readonly compare?: Pick<ComparisonRule, 'better' | 'by'>;
  /** Latencies: values closer than the clock's uncertainty cannot be told apart. */
  readonly limitedByClock?: true;
  /** Anything but zero is a fault and stands out. */
  readonly fault?: true;
  readonly value: (lane: LaneSnapshot, account: TransportAccount | undefined) => number | undefined;
};

export type FigureGroup = { readonly title: string; readonly figures: readonly Figure[] };

export type FigureSource = 'browser' | 'server' | 'computed';

export const SOURCE_WORDS: Record<FigureSource, string> = {
  browser: 'Measured in the browser, in the worker that runs the lanes.',
  server: 'Measured on the server’s sockets.',
  computed: 'Computed from what the server’s sockets measured.',
};

const FEWER = { better: 'lower', by: 'difference' } as const;
const LESS = { better: 'lower', by: 'ratio' } as const;

export const FIGURE_GROUPS: readonly FigureGroup[] = [
  {
    title: 'Latency',
    figures: [
      {
        key: 'events',
        label: 'Events',
        explanation:
          'Events that arrived on this lane since the last reset, each counted once. The latencies below are theirs.',
        source: 'browser',
        format: formatCount,
        compare: { better: 'higher', by: 'difference' },
        value: (lane) => lane.delivery.received,
      },
      percentile('p50', 'Half of the events arrived within this time of being published.'),
      percentile('p95', '95 of 100 events arrived within this time of being published.'),
      percentile('p99', '99 of 100 events arrived within this time of being published.'),
      percentile('max', 'The slowest event took this long from being published to arriving.'),
    ],
  },
  {
    title: 'Requests',
    figures: [
      {
        key: 'requests',
        label: 'Requests',
        explanation: 'HTTP requests and upgrade handshakes that this lane sent.',
        source: 'server',
        format: formatCount,
        compare: LESS,
        value: (_lane, account) => account?.requests,
      },
      {
        key: 'empty-answers',
        label: 'Empty answers',
        explanation: 'Answers that carried no event: the price of asking when there is nothing new.',
        source: 'server',
        format: formatCount,
        compare: FEWER,
        value: (_lane, account) => account?.emptyResponses,
      },
      {
        key: 'requests-per-event',
        label: 'Requests/event',
        explanation: 'Requests divided by the events written to this lane.',
        source: 'computed',
        format: formatRatio,
        compare: LESS,
        value: (_lane, account) => perEvent(account, (booked) => booked.requests),
      },
      {
        key: 'connections',
        label: 'Connections',
        explanation:
          'TCP connections that carried this lane’s requests. The browser shares its connections among all calls of the page, so one may count for several lanes; each WebSocket has its own.',
        source: 'server',
        format: formatCount,
        compare: FEWER,
        value: (_lane, account) => account?.connections,
      },
      {
        key: 'reconnects',
        label: 'Reconnects',
        explanation: 'How often the lane had to connect again after a loss; it resumes after the last event it saw.',
        source: 'browser',
        format: formatCount,
        compare: FEWER,
        value: (lane) => lane.reconnects,
      },
    ],
  },
  {
    title: 'Bytes on the wire',
    figures: [
      {
        key: 'bytes-up',
        label: 'Up',
        explanation:
          'Bytes of TCP payload from the browser to the server: request lines, headers, handshakes, frames. TCP and IP headers are not included.',
        source: 'server',
        format: formatBytes,
        compare: LESS,
        value: (_lane, account) => account?.bytesUp,
      },
      {
        key: 'bytes-down',
        label: 'Down',
        explanation:
          'Bytes of TCP payload from the server to the browser: status lines, headers, chunk and frame headers, pings, bodies. TCP and IP headers are not included.',
        source: 'server',
        format: formatBytes,
        compare: LESS,
        value: (_lane, account) => account?.bytesDown,
      },
      {
        key: 'payload',
        label: 'Payload',
        explanation: 'UTF-8 size of the JSON of the events that were written: what the lane is for.',
        source: 'server',
        format: formatBytes,
        value: (_lane, account) => account?.payloadBytes,
      },
      {
        key: 'overhead',
        label: 'Overhead',
        explanation: 'Bytes up and down, less the payload: what the transport adds.',
        source: 'computed',
        format: formatBytes,
        compare: LESS,
        value: (_lane, account) => account && wireBytes(account) - account.payloadBytes,
      },
      {
        key: 'bytes-per-event',
        label: 'Bytes/event',
        explanation: 'Bytes up and down, payload included, divided by the events written to this lane.',
        source: 'computed',
        format: formatBytes,
        compare: LESS,
        value: (_lane, account) => perEvent(account, wireBytes),
      },
    ],
  },
  {
    title: 'Delivery',
    figures: [
      {
        key: 'missing',
        label: 'Missing',
        explanation: 'Events that can no longer come, by their ids. A lane that is merely behind misses nothing.',
        source: 'browser',
        format: formatCount,
        compare: FEWER,
        fault: true,
        value: (lane) => lane.delivery.missing,
      },
      {
        key: 'duplicated',
        label: 'Duplicated',
        explanation: 'Events that arrived more than once, by their ids.',
        source: 'browser',
        format: formatCount,
        compare: FEWER,
        fault: true,
        value: (lane) => lane.delivery.duplicated,
      },
      {
        key: 'out-of-order',
        label: 'Out of order',
        explanation: 'Events that arrived after one with a higher id.',
        source: 'browser',
        format: formatCount,
        compare: FEWER,
        fault: true,
        value: (lane) => lane.delivery.outOfOrder,
      },
      {
        key: 'gaps',
        label: 'Gaps told',
        explanation:
          'How often the server told the lane that events after its last one are no longer kept, or that the stream began anew. A gap is never silent.',
        source: 'browser',
        format: formatCount,
        compare: FEWER,
        fault: true,
        value: (lane) => lane.delivery.gaps,
      },
    ],
  },
];

export function wireBytes({ bytesUp, bytesDown }: { readonly bytesUp: number; readonly bytesDown: number }): number {
  return bytesUp + bytesDown;
}

function percentile(key: 'p50' | 'p95' | 'p99' | 'max', meaning: string): Figure {
  return {
    key,
    label: key === 'max' ? 'Latency max' : `Latency ${key}`,
    explanation: `${meaning} The arrival is read from the browser’s clock, mapped to the server’s; what is below the clock’s uncertainty is shown as “<”. Taken from a histogram of all events since the reset.`,
    source: 'browser',
    format: formatLatency,
    compare: LESS,
    limitedByClock: true,
    value: (lane) => lane.latency?.[key],
  };
}

function perEvent(
  account: TransportAccount | undefined,
  amount: (account: TransportAccount) => number,
): number | undefined {
  return account && account.events > 0 ? amount(account) / account.events : undefined;
}

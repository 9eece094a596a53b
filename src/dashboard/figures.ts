import type { TransportAccount } from '../protocol/ledger.ts';
import type { Figure, FigureGroup } from './figure.ts';
import { formatBytes, formatCount, formatLatency, formatRatio } from './format.ts';

const FEWER = { better: 'lower', by: 'difference' } as const;
const LESS = { better: 'lower', by: 'ratio' } as const;

/** Of fewer events a percentile is but their maximum. */
const NEEDED = { mean: 1, p50: 2, p95: 20, p99: 100, p999: 1_000, max: 1 } as const;

/** Everything the lanes show as a number, row by row. Adding a figure is one entry here. */
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
      percentile('p999', '999 of 1,000 events arrived within this time of being published.'),
      percentile('max', 'The slowest event took this long from being published to arriving.'),
    ],
  },
  {
    title: 'Latency, taken apart',
    figures: [
      {
        key: 'wait',
        label: 'Wait p50',
        explanation:
          'From being published to being written to this client’s socket, for half of the events at most: what the transport keeps them waiting for, be it a poll or an answer. Both times are read from the server’s clock, so it is exact. The medians of the two parts need not add up to the median of the whole.',
        source: 'server',
        format: (ms) => formatLatency(ms),
        compare: LESS,
        value: (lane) => lane.wait?.p50,
      },
      {
        key: 'transit',
        label: 'Transit p50',
        explanation:
          'From being written to the socket to arriving in the browser, for half of the events at most: the network, and the way through the browser. It spans both clocks; what is below the uncertainty of their match is shown as “<”.',
        source: 'both',
        format: formatLatency,
        compare: LESS,
        limitedByClock: true,
        value: (lane) => lane.transit?.p50,
      },
      {
        key: 'freshness',
        label: 'Freshness',
        explanation:
          'How long ago the newest event in hand was published: what somebody who watches this lane sees. It grows until the next event arrives, so its course is drawn in the chart “Freshness”, and no moment of it is compared.',
        source: 'browser',
        format: formatLatency,
        limitedByClock: true,
        value: (lane) => lane.ageMs,
      },
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
        total: true,
        value: (_lane, account) => account?.requests,
      },
      {
        key: 'empty-answers',
        label: 'Empty answers',
        explanation: 'Answers that carried no event: the price of asking when there is nothing new.',
        source: 'server',
        format: formatCount,
        compare: FEWER,
        total: true,
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
        total: true,
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
        total: true,
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
        total: true,
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

/** What is read from the last row of a room, with space left for a picture below. */
export const PRESENTED_GROUPS: readonly FigureGroup[] = [
  {
    title: 'Main figures',
    figures: ['events', 'p50', 'p95', 'requests', 'empty-answers', 'bytes-per-event', 'missing'].map(figureByKey),
  },
];

/** One of the figures above. */
export function figureByKey(key: string): Figure {
  const figure = FIGURE_GROUPS.flatMap(({ figures }) => figures).find((each) => each.key === key);
  if (!figure) throw new Error(`no figure has the key ${key}`);
  return figure;
}

export function wireBytes({ bytesUp, bytesDown }: { readonly bytesUp: number; readonly bytesDown: number }): number {
  return bytesUp + bytesDown;
}

/** Whether so many events tell anything of this figure. */
export function isTold(key: keyof typeof NEEDED, count: number): boolean {
  return count >= NEEDED[key];
}

function percentile(key: 'p50' | 'p95' | 'p99' | 'p999' | 'max', meaning: string): Figure {
  return {
    key,
    label: `Latency ${key === 'p999' ? 'p99.9' : key}`,
    explanation: `${meaning} The arrival is read from the browser’s clock, mapped to the server’s; what is below the clock’s uncertainty is shown as “<”. Taken from a histogram of all events since the reset${NEEDED[key] > 1 ? `; told from ${NEEDED[key].toLocaleString('en')} events on, for fewer say nothing of it` : ''}.`,
    source: 'browser',
    format: formatLatency,
    compare: LESS,
    limitedByClock: true,
    value: (lane) => (isTold(key, lane.latency?.count ?? 0) ? lane.latency?.[key] : undefined),
  };
}

/** Undefined before the first event. */
export function perEvent(
  account: TransportAccount | undefined,
  amount: (account: TransportAccount) => number,
): number | undefined {
  return account && account.events > 0 ? amount(account) / account.events : undefined;
}

import { TRANSPORTS, type Transport } from '../../protocol/transports.ts';
import type { Figure } from '../figure.ts';
import { figureByKey, perEvent, wireBytes } from '../figures.ts';
import { formatBytes, formatPercent } from '../format.ts';

/** One line of the comparison that every guide to real-time web prints, in our words, and what we measured of it. */
export type TextbookRow = {
  readonly label: string;
  /** What the line is about, and how it is measured here, or why it is not. */
  readonly explanation: string;
  readonly words: Readonly<Record<Transport, string>>;
  readonly measured?: {
    readonly figure: Figure;
    /** Said after the figure: of what it is. */
    readonly of: string;
    /** Where the textbook ranks each transport, 1 first. Absent where it ranks none. */
    readonly places?: Readonly<Record<Transport, number>>;
  };
};

/** High, medium, low, lowest: how the textbook ranks most things. */
const WORSE_TO_BETTER = ranked(4, 3, 2, 1);
const POLLS_AND_STREAMS = ranked(3, 2, 1, 1);

export const TEXTBOOK: readonly TextbookRow[] = [
  {
    label: 'Latency',
    explanation: 'How soon an event is there. Measured: the median from being published to arriving.',
    words: words('High: half the interval', 'Low to medium', 'Low', 'Lowest'),
    measured: { figure: figureByKey('p50'), of: 'median', places: WORSE_TO_BETTER },
  },
  {
    label: 'Network traffic',
    explanation: 'How much goes over the wire. Measured: bytes up and down, divided by the events delivered.',
    words: words('High', 'Medium', 'Low', 'Lowest'),
    measured: { figure: figureByKey('bytes-per-event'), of: 'per event', places: WORSE_TO_BETTER },
  },
  {
    label: 'HTTP overhead',
    explanation:
      'What is paid for heads and frames. Measured: bytes up and down less the payload, divided by the events.',
    words: words('High: a head each poll', 'Medium: a head each event', 'Low: one head', 'Lowest: one handshake'),
    measured: {
      figure: {
        key: 'overhead-per-event',
        label: 'Overhead/event',
        explanation: '',
        source: 'computed',
        format: formatBytes,
        compare: { better: 'lower', by: 'ratio' },
        value: (_lane, account) => perEvent(account, (booked) => wireBytes(booked) - booked.payloadBytes),
      },
      of: 'per event',
      places: WORSE_TO_BETTER,
    },
  },
  {
    label: 'Server work',
    explanation:
      'What a client costs the server. Not measured: four lanes on one server share its time and its memory.',
    words: words('High: asked in vain', 'Medium: holds requests', 'Low: holds answers', 'Low: holds sockets'),
  },
  {
    label: 'Connection behaviour',
    explanation:
      'What becomes of TCP connections. Measured: those that carried the lane’s requests since the reset. Browsers keep idle connections and share them, so polls hardly ever open one.',
    words: words('One for each poll', 'One for each answer', 'One that stays', 'One that stays'),
    measured: { figure: figureByKey('connections'), of: 'in this run' },
  },
  {
    label: 'Requests',
    explanation: 'How often the client has to ask. Measured: requests and handshakes, divided by the events delivered.',
    words: words('Many', 'One for each event', 'One', 'One'),
    measured: { figure: figureByKey('requests-per-event'), of: 'per event', places: POLLS_AND_STREAMS },
  },
  {
    label: 'Direction',
    explanation:
      'Who can send. Events go one way in this lab; measured is which share of the bytes the client had to send for them.',
    words: words('Client asks', 'Client asks', 'Server to client', 'Both ways'),
    measured: {
      figure: {
        key: 'share-up',
        label: 'Share up',
        explanation: '',
        source: 'computed',
        format: formatPercent,
        value: (_lane, account) => account && (100 * account.bytesUp) / Math.max(1, wireBytes(account)),
      },
      of: 'of bytes go up',
    },
  },
  {
    label: 'Reconnection',
    explanation: 'What happens after a loss. Measured: how often each lane had to connect again since the reset.',
    words: words('The next poll', 'The next request', 'Built into browsers', 'To be written'),
    measured: { figure: figureByKey('reconnects'), of: 'in this run' },
  },
  {
    label: 'Implementation effort',
    explanation: 'What it takes to write and run it. Not measured: lines of code would tell little of it.',
    words: words('Low', 'Medium', 'Low', 'High'),
  },
];

function words(...each: readonly [string, string, string, string]): Record<Transport, string> {
  return perTransport(each);
}

function ranked(...each: readonly [number, number, number, number]): Record<Transport, number> {
  return perTransport(each);
}

/** In the order of `TRANSPORTS`. */
function perTransport<T>(each: readonly T[]): Record<Transport, T> {
  return Object.fromEntries(TRANSPORTS.map((transport, place) => [transport, each[place]])) as Record<Transport, T>;
}

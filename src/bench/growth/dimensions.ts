import type { LabDialect, Load } from '../fanout/messages.ts';

/** What the cost is held against, one at a time. */
export type Dimension = {
  readonly name: string;
  readonly unit: string;
  readonly steps: readonly number[];
  /** The power of growth that is still well. */
  readonly limit: 0 | 1;
  /** What else holds, by transport; those left out make no sense here. */
  readonly fixed: Readonly<Partial<Record<LabDialect, Load>>>;
  at(step: number, fixed: Load): Load & { readonly keptEvents: number };
};

/** The log of the lab as it stands, where its length is not what is asked about. */
const AS_IT_IS = 0;

const load = (subscribers: number, ratePerSecond: number, payloadBytes = 100): Load => ({
  subscribers,
  ratePerSecond,
  payloadBytes,
});

const MANY_CLIENTS = load(100, 10);

/** Each is chosen so that its dearest step leaves the server time to spare: one that is full hides how it grows. */
export const DIMENSIONS: readonly Dimension[] = [
  {
    name: 'clients',
    unit: 'clients',
    steps: [100, 300, 1_000, 3_000, 10_000],
    limit: 1,
    fixed: {
      'lab-websocket': load(0, 5),
      'lab-sse': load(0, 5),
      'lab-long-polling': load(0, 0.5),
      'lab-short-polling': load(0, 1),
    },
    at: (subscribers, fixed) => ({ ...fixed, subscribers, keptEvents: AS_IT_IS }),
  },
  {
    name: 'events',
    unit: 'events/s',
    steps: [1, 5, 30, 200, 1_000],
    limit: 1,
    fixed: {
      'lab-websocket': load(100, 0),
      'lab-sse': load(100, 0),
      'lab-long-polling': load(10, 0),
      'lab-short-polling': load(100, 0),
    },
    at: (ratePerSecond, fixed) => ({ ...fixed, ratePerSecond, keptEvents: AS_IT_IS }),
  },
  {
    name: 'payload',
    unit: 'bytes',
    steps: [10, 100, 1_000, 4_096, 16_384],
    limit: 1,
    fixed: {
      'lab-websocket': load(100, 20),
      'lab-sse': load(100, 20),
      'lab-long-polling': load(100, 10),
      'lab-short-polling': MANY_CLIENTS,
    },
    at: (payloadBytes, fixed) => ({ ...fixed, payloadBytes, keptEvents: AS_IT_IS }),
  },
  {
    name: 'log',
    unit: 'events kept',
    steps: [100, 1_000, 5_000, 20_000],
    limit: 0,
    fixed: {
      'lab-websocket': load(100, 50),
      'lab-sse': load(100, 50),
      'lab-long-polling': load(100, 10),
      'lab-short-polling': MANY_CLIENTS,
    },
    at: (keptEvents, fixed) => ({ ...fixed, keptEvents }),
  },
];

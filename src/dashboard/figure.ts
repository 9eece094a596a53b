import type { LaneSnapshot } from '../lab/messages.ts';
import type { TransportAccount } from '../protocol/ledger.ts';
import type { ComparisonRule } from './comparison.ts';
import type { Quantity } from './format.ts';

/** One row of the lanes: see `figures.ts`. `value` is undefined while nothing is known. A lane that is off is never asked. */
export type Figure = {
  readonly key: string;
  readonly label: string;
  readonly explanation: string;
  readonly source: FigureSource;
  /** `resolutionMs` is what the clocks' match cannot resolve: for what is limited by it. */
  readonly format: (value: number, resolutionMs: number) => Quantity;
  /** Absent where neither direction is better, and where one moment says nothing of the next. */
  readonly compare?: Pick<ComparisonRule, 'better' | 'by'>;
  /** Latencies between two clocks: values closer than the uncertainty of their match cannot be told apart. */
  readonly limitedByClock?: true;
  /** Grows with the events that a lane carried: compared only among lanes that carried about as many. */
  readonly total?: true;
  /** Anything but zero is a fault and stands out. */
  readonly fault?: true;
  readonly value: (lane: LaneSnapshot, account: TransportAccount | undefined) => number | undefined;
};

export type FigureGroup = { readonly title: string; readonly figures: readonly Figure[] };

export type FigureSource = 'browser' | 'server' | 'both' | 'computed';

export const SOURCE_WORDS: Record<FigureSource, string> = {
  browser: 'Measured in the browser, in the worker that runs the lanes.',
  server: 'Measured on the server’s sockets.',
  both: 'Measured at both ends: on the server’s sockets, and in the worker that runs the lanes.',
  computed: 'Computed from what the server’s sockets measured.',
};

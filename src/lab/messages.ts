import type { TransportState } from '../client/transport.ts';
import type { ClockEstimate } from '../measure/clock-offset.ts';
import type { Delivery } from '../measure/delivery.ts';
import type { FaultCost } from '../measure/fault-cost.ts';
import type { FaultCosts } from '../measure/fault-costs.ts';
import type { Bucket, CurvePoint, LatencyFigures } from '../measure/histogram.ts';
import type { FullRecording, Recording, SeriesPoint } from '../measure/recorder.ts';
import type { Story, StoryLane } from '../measure/stories.ts';
import type { TraceBatch, TraceEvents, TraceExchange, TraceMark } from '../measure/trace-types.ts';
import type { Mark } from '../measure/validity.ts';
import type { LaneSettings } from '../protocol/lane-settings.ts';
import type { LaneName } from '../protocol/lanes.ts';
import type { Circuit } from '../protocol/session-policy.ts';
import type { Spoiler } from '../protocol/spoilers.ts';
import type { Transport } from '../protocol/transports.ts';

export { type Conditions, type Prediction, predict } from '../measure/theory.ts';
export { TRACE_COLUMNS, TRACE_ROW } from '../measure/trace-types.ts';
export { DEFAULT_LANE_SETTINGS, type LaneSettings } from '../protocol/lane-settings.ts';
export type {
  Bucket,
  ClockEstimate,
  CurvePoint,
  Delivery,
  FaultCost,
  FaultCosts,
  FullRecording,
  LatencyFigures,
  Mark,
  Recording,
  SeriesPoint,
  Spoiler,
  Story,
  StoryLane,
  TraceBatch,
  TraceEvents,
  TraceExchange,
  TraceMark,
  TransportState,
};

/** What the dashboard asks of the lab's worker. */
export type LabCommand =
  | { readonly kind: 'switch'; readonly lane: LaneName; readonly on: boolean }
  | { readonly kind: 'configure'; readonly settings: LaneSettings }
  /** Starts a new run: every figure from zero, and the lanes that are on start anew after the same event. */
  | { readonly kind: 'reset' }
  /** Tells the story of this event from now on; of the newest one that all lanes have when `id` is undefined. */
  | { readonly kind: 'follow'; readonly id: number | undefined }
  /** What only the page can see: something spoils the run from now on, or no longer does. */
  | {
      readonly kind: 'spoiled';
      readonly spoiler: 'hidden' | 'not-isolated' | 'other-tab' | 'publisher-behind';
      readonly on: boolean;
    }
  /** Asks for all that was recorded. */
  | { readonly kind: 'export' };

/** What the lab's worker tells the dashboard: a snapshot about twice a second, and what it is asked for. */
export type LabReport =
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot }
  /** Four times a second; none while nothing was recorded. */
  | { readonly kind: 'trace'; readonly batch: TraceBatch }
  | { readonly kind: 'recordings'; readonly recordings: Readonly<Record<LaneName, FullRecording>> };

export type Snapshot = {
  readonly run: Run;
  /** Undefined until the first exchange with the server's clock succeeded. */
  readonly clock: ClockEstimate | undefined;
  readonly lanes: Readonly<Record<LaneName, LaneSnapshot>>;
  /** What each fault of this run cost, oldest first, the latest fifty. */
  readonly faults: readonly FaultCosts[];
  /** What spoiled stretches of this run, oldest first. */
  readonly marks: readonly Mark[];
  /** The event that is followed; undefined until one has arrived, or when the asked one is not known (any more). */
  readonly story: Story | undefined;
  /** The newest events that can be followed, newest first, a few. */
  readonly followable: readonly { readonly id: number; readonly type: string; readonly text: string }[];
};

export type Run = {
  /** Names this run's traffic in the server's ledger: a new one for each run. */
  readonly client: string;
  /** The server's time at which the run started, ms; undefined while the server has not been reached. */
  readonly startedAt: number | undefined;
};

export type LaneSnapshot = Recording & {
  readonly on: boolean;
  readonly status: LaneStatus;
  /** How often the connection was lost, by whatever means it was made again. */
  readonly reconnects: number;
  /** Whether attempts are made at all. */
  readonly circuit: Circuit;
  /** When connections were tried (again), and what became of it: of the last two minutes, oldest first, at most 200. */
  readonly attempts: readonly LaneAttempt[];
  /** What the automatic lane is on; undefined on all others, and while it is off. */
  readonly negotiated: Negotiated | undefined;
  /** Messages published by hand, newest first, a few. */
  readonly messages: readonly ReceivedMessage[];
};

export type LaneStatus =
  | { readonly kind: 'off' }
  | { readonly kind: 'running'; readonly state: TransportState }
  /** The `attempt`th failure in a row; the next try is at `retryAt`, the server's time, ms. */
  | { readonly kind: 'retrying'; readonly attempt: number; readonly retryAt: number; readonly why: string }
  /** The session gave up: another attempt makes no sense. */
  | { readonly kind: 'failed'; readonly why: string };

/** One try to connect. `at` is the server's time, ms; `outcome` is undefined while it is not known. */
export type LaneAttempt = { readonly at: number; readonly outcome: 'up' | 'failed' | undefined };

/** Which transport the automatic lane is on, since when (server's time, ms), and why, in words. */
export type Negotiated = { readonly transport: Transport; readonly since: number; readonly why: string };

export type ReceivedMessage = { readonly id: number; readonly text: string; readonly latencyMs: number };

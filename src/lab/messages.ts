import type { TransportState } from '../client/transport.ts';
import type { ClockEstimate } from '../measure/clock-offset.ts';
import type { Delivery } from '../measure/delivery.ts';
import type { Bucket, CurvePoint, LatencyFigures } from '../measure/histogram.ts';
import type { FullRecording, Recording, SeriesPoint } from '../measure/recorder.ts';
import type { Story, StoryLane } from '../measure/stories.ts';
import type { Mark } from '../measure/validity.ts';
import type { Spoiler } from '../protocol/spoilers.ts';
import type { Transport } from '../protocol/transports.ts';

export { type Conditions, type Prediction, predict } from '../measure/theory.ts';
export type {
  Bucket,
  ClockEstimate,
  CurvePoint,
  Delivery,
  FullRecording,
  LatencyFigures,
  Mark,
  Recording,
  SeriesPoint,
  Spoiler,
  Story,
  StoryLane,
  TransportState,
};

/** What the dashboard asks of the lab's worker. */
export type LabCommand =
  | { readonly kind: 'switch'; readonly transport: Transport; readonly on: boolean }
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

/** What the lab's worker tells the dashboard: a snapshot about four times a second, and what it is asked for. */
export type LabReport =
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly kind: 'recordings'; readonly recordings: Readonly<Record<Transport, FullRecording>> };

/** What holds for all lanes alike, and can be changed while they run. */
export type LaneSettings = {
  /** Short polling: from an answer to the next request. */
  readonly pollIntervalMs: number;
  /** Long polling: how long the server may hold a request. */
  readonly holdSeconds: number;
};

export const DEFAULT_LANE_SETTINGS: LaneSettings = { pollIntervalMs: 2_000, holdSeconds: 25 };

/** What the interface accepts: a slower poll than a minute teaches nothing, a faster one than 50 ms is no poll. */
export const LANE_SETTING_LIMITS = {
  pollIntervalMs: { min: 50, max: 60_000 },
  holdSeconds: { min: 1, max: 60 },
} as const;

export type Snapshot = {
  readonly run: Run;
  /** Undefined until the first exchange with the server's clock succeeded. */
  readonly clock: ClockEstimate | undefined;
  readonly lanes: Readonly<Record<Transport, LaneSnapshot>>;
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
  /** Messages published by hand, newest first, a few. */
  readonly messages: readonly ReceivedMessage[];
};

export type LaneStatus =
  | { readonly kind: 'off' }
  | { readonly kind: 'running'; readonly state: TransportState }
  /** `retryAt` is the server's time, ms. */
  | { readonly kind: 'retrying'; readonly attempt: number; readonly retryAt: number; readonly why: string }
  /** The session gave up: another attempt makes no sense. */
  | { readonly kind: 'failed'; readonly why: string };

export type ReceivedMessage = { readonly id: number; readonly text: string; readonly latencyMs: number };

import { z } from 'zod';
import { experimentSchema } from './experiment.ts';
import { faultSchema } from './faults.ts';
import { laneSettingsSchema } from './lane-settings.ts';
import { forEachLane, LANES } from './lanes.ts';
import { ledgerSchema } from './ledger.ts';
import { CIRCUITS } from './session-policy.ts';
import { SPOILERS } from './spoilers.ts';
import { TRANSPORTS } from './transports.ts';

/** What every file of a run begins with: whose it is, and in which version of the words below. */
export const RUN_FILE_FORMAT = 'transport-lab-run';

/** Rises when a file of before can no longer be read by these words, those of the ledger and the experiment included. */
export const RUN_FILE_VERSION = 2;

/** JSON has no `undefined`: what is not known is left out of the file, and undefined when it is read. */
function known<Schema extends z.ZodType>(schema: Schema) {
  return schema.optional().transform((value) => value);
}

/**
 * A list of bounded length: a file is not to be believed. The length is looked at first, so that millions of damaged
 * entries do not make millions of complaints.
 */
function list<Schema extends z.ZodType>(schema: Schema, max: number) {
  return z.array(z.unknown()).max(max).pipe(z.array(schema));
}

function perLane<Schema extends z.ZodType>(schema: Schema) {
  return z.object(forEachLane(() => schema));
}

const count = z.int().min(0);
const text = z.string().max(10_000);

/** The server's time, ms since 1970, fractional; within what a calendar can show. */
const time = z.number().min(0).max(8.64e15);

/** A duration in ms, of less than four months; one that spans two clocks may come out below zero. */
const duration = z.number().min(-1e10).max(1e10);

const eventId = z.int().positive();

/** Latencies of all events of a window: `count` of them, the others in ms. */
const figuresSchema = z.object({
  count,
  p50: duration,
  p95: duration,
  p99: duration,
  p999: duration,
  max: duration,
  mean: duration,
});

/** `percentile` percent of the events arrived within `latencyMs`. */
const curveSchema = list(z.object({ latencyMs: duration, percentile: z.number().min(0).max(100) }), 1_000);

/**
 * One second of a lane, which begins at `at`. `events` arrived in it; `p50`, `p95` and `max` are their latencies;
 * `wait` and `transit` the medians of the two parts; `age` and `peakAge` tell how old the newest event in hand was.
 * All in ms; null where there was none.
 */
const secondSchema = z.object({
  at: time,
  events: count,
  p50: duration.nullable(),
  p95: duration.nullable(),
  max: duration.nullable(),
  wait: duration.nullable(),
  transit: duration.nullable(),
  age: duration.nullable(),
  peakAge: duration.nullable(),
});

const statusSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off') }),
  z.object({
    kind: z.literal('running'),
    state: z.enum(['connecting', 'open', 'held', 'idle', 'reconnecting']),
  }),
  /** The `attempt`th failure in a row; the next try is at `retryAt`, the server's time, ms. */
  z.object({ kind: z.literal('retrying'), attempt: count, retryAt: time, why: text }),
  z.object({ kind: z.literal('failed'), why: text }),
]);

/** A lane as it was shown. */
const laneSchema = z.object({
  on: z.boolean(),
  status: statusSchema,
  /** How often the lane had to connect again. */
  reconnects: count,
  circuit: z.enum(CIRCUITS),
  /** Tries to connect of the last two minutes, oldest first; without an outcome while it was not known. */
  attempts: list(z.object({ at: time, outcome: known(z.enum(['up', 'failed'])) }), 1_000),
  /** What the automatic lane was on, since when, and why. */
  negotiated: known(z.object({ transport: z.enum(TRANSPORTS), since: time, why: text })),
  /** Messages published by hand, newest first. */
  messages: list(z.object({ id: eventId, text, latencyMs: duration }), 100),
  /** Events, by their ids. */
  delivery: z.object({ received: count, missing: count, duplicated: count, outOfOrder: count, gaps: count }),
  /** Published → received, over the whole run, and over its last 30 s. */
  latency: known(figuresSchema),
  recent: known(figuresSchema),
  curve: curveSchema,
  recentCurve: curveSchema,
  /** Published → written, and written → received, over the whole run. */
  wait: known(figuresSchema),
  transit: known(figuresSchema),
  /** How old the newest event in hand was, ms. */
  ageMs: known(duration),
  /** The last two minutes, oldest first. */
  series: list(secondSchema, 1_000),
});

/** How one event came over one lane. Times are the server's, ms. */
const storyLaneSchema = z.object({
  receivedAt: time,
  written: known(
    z.object({
      writtenAt: time,
      /** Which of the lane's requests carried it, counted from 1, and when it arrived at the server. */
      request: z.int().positive(),
      requestArrivedAt: time,
      /** The events that were written together. */
      firstId: eventId,
      lastId: eventId,
    }),
  ),
});

/** What a fault cost a lane: durations from the beginning of the fault, left out where it did not come to that. */
const faultCostSchema = z.object({
  noticedAfterMs: known(duration),
  recoveredAfterMs: known(duration),
  attempts: count,
  late: count,
  missing: count,
  duplicated: count,
  gaps: count,
});

/** One fault, and what it cost each lane; a lane that was off is left out. */
const faultCostsSchema = z.object({ fault: faultSchema, lanes: perLane(known(faultCostSchema)) });

/** The event that was followed: published `at`, with the beginning of its data as text. */
const storySchema = z.object({
  epoch: text,
  id: eventId,
  type: text,
  at: time,
  text,
  /** A lane is missing where the event had not arrived. */
  lanes: z.partialRecord(z.enum(LANES), storyLaneSchema),
});

/** A histogram as its buckets that are not empty: `[latency in whole µs (within 0.1 %), how often]`, rising. */
const bucketsSchema = list(z.tuple([count, count]), 100_000);

/** All that the recorder had of a lane. */
const recordingSchema = z.object({
  /** The last hour, oldest first. */
  series: list(secondSchema, 10_000),
  /** Over the whole run: published → received, published → written, written → received. */
  histograms: z.object({ latency: bucketsSchema, wait: bucketsSchema, transit: bucketsSchema }),
});

/**
 * A run as it is kept in a file: what was set, what was measured, where, and what spoiled it. UTF-8 JSON, durations in
 * ms, times in ms since 1970 by the server's clock, sizes in bytes.
 */
export const runFileSchema = z.object({
  format: z.literal(RUN_FILE_FORMAT),
  version: z.literal(RUN_FILE_VERSION),
  /** When it was saved, by the clock of the browser's machine: ISO 8601, UTC. */
  savedAt: z.iso.datetime(),
  /** What measured it. */
  environment: z.object({
    userAgent: text,
    /** Whether the page was cross-origin isolated, which gives it a clock of 5 µs instead of 100 µs. */
    isolated: z.boolean(),
    /** Logical processors that the browser told of. */
    hardwareConcurrency: count,
    /** Minutes that the browser's local time was behind UTC, as `Date.getTimezoneOffset()` has it. */
    timeZoneOffsetMinutes: z.number().min(-1_440).max(1_440),
    serverVersion: text,
  }),
  /** What was set when it was saved. */
  settings: z.object({
    /** As `GET /api/experiment` answered: the publisher and how it kept up, the network, the stream, the server. */
    experiment: experimentSchema,
    /** What held for all lanes alike: polling, patience, and the session's policy. */
    lanes: laneSettingsSchema,
  }),
  run: z.object({
    /** Names the run's traffic in the server's ledger. */
    client: z.string().regex(/^[A-Za-z0-9._-]{1,32}$/),
    startedAt: known(time),
  }),
  /** The figures as they were shown. */
  snapshot: z.object({
    /** How well the browser's clock was matched to the server's, ms; see the method page for each. */
    clock: known(
      z.object({
        /** However far apart the two clocks were set. */
        offsetMs: z.number(),
        uncertaintyMs: duration,
        roundTripMs: duration,
        usualRoundTripMs: duration,
        exchanges: count,
      }),
    ),
    lanes: perLane(laneSchema),
    /** What each fault cost, oldest first. */
    faults: list(faultCostsSchema, 1_000),
    story: known(storySchema),
    /** The newest events, newest first. */
    followable: list(z.object({ id: eventId, type: text, text }), 1_000),
  }),
  recordings: perLane(recordingSchema),
  /** The server's accounts of the run, oldest first, about one a second over its last five minutes. */
  ledger: list(ledgerSchema, 10_000),
  /** The same of the automatic lane, which has a name of its own there; empty when it was off. */
  automaticLedger: list(ledgerSchema, 10_000).default([]),
  /** Stretches that something spoiled, oldest first; `to` is left out of one that lasted when the run was saved. */
  marks: list(z.object({ spoiler: z.enum(SPOILERS), from: time, to: known(time) }), 10_000),
});

export type RunFile = z.infer<typeof runFileSchema>;

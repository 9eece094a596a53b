import { z } from 'zod';
import { inRange } from './in-range.ts';
import { networkPatchSchema, networkSchema, networkStatsSchema } from './network.ts';
import { strict } from './strict.ts';

export const ARRIVALS = ['steady', 'poisson', 'bursty'] as const;
export type Arrivals = (typeof ARRIVALS)[number];

/** Largest `payloadBytes`: 64 KiB. */
export const MAX_PAYLOAD_BYTES = 64 * 1024;

export const publisherSchema = strict({
  running: z.boolean('must be true or false').describe('false pauses the publisher; true resumes it where it stopped'),
  ratePerSecond: inRange(z.number, 'a number', 0.1, 1_000).describe('mean events a second'),
  arrivals: z.enum(ARRIVALS, `must be one of ${ARRIVALS.join(', ')}`).describe('how the events are spread over time'),
  payloadBytes: inRange(z.int, 'a whole number', 0, MAX_PAYLOAD_BYTES).describe(
    'length of the text in `data`, in bytes',
  ),
  seed: inRange(z.int, 'a whole number', 0, 0xffff_ffff).describe(
    'the same seed gives the same sequence; setting it starts the sequence anew',
  ),
});

export type PublisherSettings = z.infer<typeof publisherSchema>;

export const DEFAULT_PUBLISHER: PublisherSettings = {
  running: true,
  ratePerSecond: 5,
  arrivals: 'steady',
  payloadBytes: 100,
  seed: 1,
};

/** The experiment's settings, as a client may change them; what is left out stays as it is. */
export const experimentPatchSchema = strict({
  publisher: publisherSchema.partial().optional(),
  network: networkPatchSchema.optional(),
});

export type ExperimentPatch = z.infer<typeof experimentPatchSchema>;

export const experimentSchema = z.object({
  publisher: publisherSchema,
  publisherStats: z.object({
    published: z.int().describe('events made since the server started'),
    skipped: z.int().describe('events left out, because they were overdue or the store was slow'),
    failed: z.int().describe('events that the store refused'),
    behindMs: z.number().describe('how late the latest event was, or the next one is'),
  }),
  network: networkSchema,
  networkStats: networkStatsSchema,
  /** Where the lab's channel stands; starting all lanes after the same cursor gives them the same events. */
  stream: z.object({ channel: z.string(), cursor: z.string() }),
  server: z.object({ version: z.string(), startedAt: z.number() }),
});

export type Experiment = z.infer<typeof experimentSchema>;

import { z } from 'zod';
import { TRANSPORTS } from './transports.ts';

/** Which of a client's requests something belongs to: its `request`th on this transport, counted from 1. */
const ofRequest = { transport: z.enum(TRANSPORTS), request: z.int().positive() };
const of = { ...ofRequest, at: z.number().describe("the server's time, ms") };

/**
 * One write of events to a client: the events `firstId` to `lastId` of `epoch`, in the answer to the client's
 * `request`th request on this transport, which arrived at `arrivedAt`. Times are the server's, ms.
 */
export const writeSchema = z.object({
  ...ofRequest,
  epoch: z.string(),
  firstId: z.int().positive(),
  lastId: z.int().positive(),
  arrivedAt: z.number(),
  writtenAt: z.number(),
});

export type Write = z.infer<typeof writeSchema>;

/** Something that the server did for a client, or saw of it; told in the order in which it happened. */
export const journalEntrySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('request'),
    ...of,
    connectedAt: z
      .number()
      .nullable()
      .describe('when its connection was accepted; null when that carried a request of this client before'),
  }),
  z.object({
    kind: z.literal('answer'),
    ...of,
    status: z.int().describe('as it stands in the head that was written; 101 opens a WebSocket'),
  }),
  writeSchema.extend({ kind: z.literal('events') }),
  z.object({ kind: z.literal('heartbeat'), ...of }),
  z.object({
    kind: z.literal('end'),
    ...of,
    complete: z.boolean().describe('whether the answer was complete; else its connection was gone first'),
  }),
]);

export type JournalEntry = z.infer<typeof journalEntrySchema>;

/** What was done for a client since the `after`th entry; ask after `next` next. `lost` of them are no longer kept. */
export const journalSchema = z.object({
  /** When the server started: another one has another ledger, and counts its entries from zero. */
  startedAt: z.number(),
  next: z.int().min(0),
  lost: z.int().min(0),
  entries: z.array(journalEntrySchema),
});

export type Journal = z.infer<typeof journalSchema>;

import { z } from 'zod';
import { BYTE_KINDS } from './ledger.ts';
import { TRANSPORTS } from './transports.ts';

/** A stretch of what went over the wire, and what it was for. `cut` is how many characters of it are not shown. */
export const pieceSchema = z.object({
  kind: z.enum(BYTE_KINDS),
  text: z.string(),
  bytes: z.int().min(0),
  cut: z.int().positive().optional(),
});

export type Piece = z.infer<typeof pieceSchema>;

/**
 * The latest exchange of a client on a transport, as it went over the wire: a poll with its answer; of a stream, what
 * opened it and its latest frame.
 */
export const exchangeSchema = z.object({
  request: z.array(pieceSchema),
  response: z.array(pieceSchema),
  /** Of a stream: the latest event's frame. */
  frame: z.array(pieceSchema),
});

export type Exchange = z.infer<typeof exchangeSchema>;

export const exchangesSchema = z.object({
  transports: z.record(z.enum(TRANSPORTS), exchangeSchema.nullable()),
});

/**
 * One write of events to a client: the events `firstId` to `lastId` of `epoch`, in the answer to the client's
 * `request`th request on this transport, which arrived at `arrivedAt`. Times are the server's, ms.
 */
export const writeSchema = z.object({
  transport: z.enum(TRANSPORTS),
  request: z.int().positive(),
  epoch: z.string(),
  firstId: z.int().positive(),
  lastId: z.int().positive(),
  arrivedAt: z.number(),
  writtenAt: z.number(),
});

export type Write = z.infer<typeof writeSchema>;

/** What was written to a client since the `after`th write; ask after `next` next. `lost` of them are no longer kept. */
export const writesSchema = z.object({
  /** When the server started: another one has another ledger, and counts its writes from zero. */
  startedAt: z.number(),
  next: z.int().min(0),
  lost: z.int().min(0),
  writes: z.array(writeSchema),
});

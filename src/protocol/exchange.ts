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

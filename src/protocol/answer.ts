import { z } from 'zod';
import { cursorSchema } from './cursor.ts';
import { eventSchema } from './event.ts';

/**
 * What a client is told when events after its cursor can no longer come. Both fields are cursors:
 * `after` is the one the client asked with, `resumedAt` the one delivery goes on after. When events
 * expired, `resumedAt.id - after.id` of them are lost to this client; of an epoch that is over nobody
 * knows how many there were.
 */
export const gapSchema = z.object({
  after: cursorSchema,
  resumedAt: cursorSchema,
  reason: z.enum(['expired', 'epoch-changed']),
});

export type Gap = z.infer<typeof gapSchema>;
/** A gap as it stands on the wire: cursors are text. */
export type GapOnWire = z.input<typeof gapSchema>;

/** The body of a poll's 200. `more` says that the answer was cut at its size limit: ask again at once. */
export const pollAnswerSchema = z.object({
  epoch: z.string(),
  events: z.array(eventSchema),
  cursor: cursorSchema,
  gap: gapSchema.optional(),
  more: z.literal(true).optional(),
});

export type PollAnswer = z.infer<typeof pollAnswerSchema>;

/** The header of a poll's 204 that holds the cursor to ask after next. */
export const STREAM_CURSOR_HEADER = 'Stream-Cursor';

/** A WebSocket text frame: one event, or a gap. */
export const frameSchema = z.union([z.object({ gap: gapSchema }), eventSchema]);

import { z } from 'zod';
import { strict } from './strict.ts';

/** Channel names, as they stand in a URL. */
export const CHANNEL_RULE = '1 to 32 characters of a-z, 0-9 and "-"';
export const channelSchema = z.string().regex(/^[a-z0-9-]{1,32}$/, `must be ${CHANNEL_RULE}`);

/** The channel that the publisher writes to and the dashboard's lanes read. */
export const LAB_CHANNEL = 'main';

export const eventTypeSchema = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,64}$/, 'must be 1 to 64 characters of A-Z, a-z, 0-9, ".", "_" and "-"');

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Any JSON value. What comes out of `JSON.parse` is one already, so there is nothing more to look at. */
const jsonValueSchema = z
  .unknown()
  .refine((value) => value !== undefined, 'must be there, and any JSON value') as unknown as z.ZodType<JsonValue>;

/** The type of what people publish by hand. */
export const MESSAGE_TYPE = 'message';

/**
 * One message of a channel.
 *
 * `id` is dense and rising within an epoch, `at` is the server's time of publication in ms since
 * 1970 (fractional), `data` is any JSON value.
 */
export const eventSchema = z.object({
  id: z.int().positive(),
  type: eventTypeSchema,
  at: z.number(),
  data: jsonValueSchema,
});

export type StreamEvent = z.infer<typeof eventSchema>;

/** What a client sends to publish an event. */
export const publishRequestSchema = strict({
  type: eventTypeSchema.default(MESSAGE_TYPE),
  data: jsonValueSchema,
});

export const publishAnswerSchema = z.object({ epoch: z.string(), id: z.int().positive() });

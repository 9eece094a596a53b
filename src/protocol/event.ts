import { z } from 'zod';

/** Channel names, as they stand in a URL. */
export const CHANNEL_RULE = '1 to 32 characters of a-z, 0-9 and "-"';
export const channelSchema = z.string().regex(/^[a-z0-9-]{1,32}$/, `must be ${CHANNEL_RULE}`);

/** The channel that the publisher writes to and the dashboard's lanes read. */
export const LAB_CHANNEL = 'main';

export const eventTypeSchema = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,64}$/, 'must be 1 to 64 characters of A-Z, a-z, 0-9, ".", "_" and "-"');

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
  data: z.json(),
});

export type StreamEvent = z.infer<typeof eventSchema>;

/** What a client sends to publish an event. */
export const publishRequestSchema = z.strictObject(
  {
    type: eventTypeSchema.default(MESSAGE_TYPE),
    data: z.json('must be there, as any JSON value'),
  },
  ({ code }) => (code === 'unrecognized_keys' ? 'is unknown; allowed: type, data' : 'must be an object'),
);

export const publishAnswerSchema = z.object({ epoch: z.string(), id: z.int().positive() });

import { z } from 'zod';
import { answerPoll } from './poll-answer.ts';
import { type ServerTransport, streamParamsSchema, streamQuerySchema } from './server-transport.ts';

/**
 * Long polling: the server holds the request until there is an event, or for `wait` seconds.
 *
 *   GET ?after=7&wait=25 ─► (held 3 s, event 8 is published) ─► 200, event 8
 *   GET ?after=8&wait=25 ─► (held 25 s, nothing)             ─► 204, nothing new
 */
export const longPolling: ServerTransport = {
  name: 'long-polling',
  register(app, services) {
    const schema = {
      summary: 'Long polling: the events after a cursor, held until there is one',
      tags: ['streams'],
      params: streamParamsSchema,
      querystring: streamQuerySchema.extend({ wait: waitSchema }),
    };
    app.get('/streams/:channel/long-polling', { schema }, async (request, reply) => {
      const log = services.channels.get(request.params.channel);
      let slice = await log.read(request.query.after, services.limits.answer);
      if (slice.events.length === 0 && !slice.gap) {
        const held = services.lifetime.hold(reply.raw);
        const cancelTimer = services.setTimer(request.query.wait * 1_000, held.release);
        // Rejected when the hold is over, the client gone or the server ending: then there is nothing new.
        await log.wait(slice.cursor, held.signal).catch(() => {});
        cancelTimer();
        held.release();
        slice = await log.read(slice.cursor, services.limits.answer);
      }
      return answerPoll(request, reply, slice, services);
    });
  },
};

const waitSchema = z
  .string()
  .regex(/^\d{1,2}(\.\d{1,3})?$/, 'must be a number of seconds from 0 to 60')
  .transform(Number)
  .pipe(z.number().max(60, 'must be a number of seconds from 0 to 60'))
  .default(25)
  .describe('how long the request may be held, in seconds: 0 to 60');

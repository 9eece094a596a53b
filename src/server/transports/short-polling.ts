import { answerPoll } from './poll-answer.ts';
import { type ServerTransport, streamParamsSchema, streamQuerySchema } from './server-transport.ts';

/**
 * Short polling: the server answers at once with what there is.
 *
 *   GET ?after=7 ─► 200, events 8 and 9
 *   GET ?after=9 ─► 204, nothing new
 */
export const shortPolling: ServerTransport = {
  name: 'short-polling',
  register(app, services) {
    const schema = {
      summary: 'Short polling: the events after a cursor, at once',
      tags: ['streams'],
      params: streamParamsSchema,
      querystring: streamQuerySchema,
    };
    app.get('/streams/:channel/short-polling', { schema }, async (request, reply) => {
      const log = services.channels.get(request.params.channel);
      const slice = await log.read(request.query.after, services.limits.answer);
      return answerPoll('short-polling', request, reply, slice, services);
    });
  },
};

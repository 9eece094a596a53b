import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { EventLog, Slice } from '../../stream/event-log.ts';
import { answerPoll } from './poll-answer.ts';
import {
  type ServerTransport,
  type StreamServices,
  streamParamsSchema,
  streamQuerySchema,
} from './server-transport.ts';

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
        await hold(reply.raw, request.query.wait, log, slice, services);
        slice = await log.read(slice.cursor, services.limits.answer);
      }
      return answerPoll('long-polling', request, reply, slice, services);
    });
  },
};

/** Until there is something new, the hold is over, the client gone, or the server ending. */
async function hold(
  response: ServerResponse,
  waitSeconds: number,
  log: EventLog,
  { cursor }: Slice,
  { lifetime, setTimer }: StreamServices,
): Promise<void> {
  const over = new AbortController();
  lifetime.hold(response, { over: () => over.abort() });
  const cancelTimer = setTimer(waitSeconds * 1_000, () => over.abort());
  await log.wait(cursor, over.signal).catch(() => {});
  cancelTimer();
  lifetime.release(response);
}

const waitSchema = z
  .string()
  .regex(/^\d{1,2}(\.\d{1,3})?$/, 'must be a number of seconds from 0 to 60')
  .transform(Number)
  .pipe(z.number().max(60, 'must be a number of seconds from 0 to 60'))
  .default(25)
  .describe('how long the request may be held, in seconds: 0 to 60');

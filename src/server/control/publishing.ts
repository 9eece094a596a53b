import { publishAnswerSchema, publishRequestSchema } from '../../protocol/event.ts';
import { ProblemError } from '../problems.ts';
import { type App, type StreamServices, streamParamsSchema } from '../transports/server-transport.ts';

export function registerPublishing(app: App, { channels }: StreamServices): void {
  const schema = {
    summary: 'Publishes an event',
    tags: ['streams'],
    params: streamParamsSchema,
    body: publishRequestSchema,
    response: { 201: publishAnswerSchema },
  };
  app.post('/streams/:channel/events', { schema }, async (request, reply) => {
    const { cursor } = await channels.get(request.params.channel).append(request.body).catch(explainRefusal);
    return reply.code(201).send(cursor);
  });
}

/** JSON can be nested deeper than it can be written again. */
function explainRefusal(error: unknown): never {
  if (!(error instanceof RangeError)) throw error;
  const detail = 'is nested too deeply; allowed: a few thousand levels';
  throw new ProblemError(400, `data: ${detail}`, { errors: [{ field: 'data', detail }] });
}

import { publishAnswerSchema, publishRequestSchema } from '../../protocol/event.ts';
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
    const { cursor } = await channels.get(request.params.channel).append(request.body);
    return reply.code(201).send(cursor);
  });
}

import type { FastifyReply } from 'fastify';
import { formatCursor } from '../../protocol/cursor.ts';
import { LAB_CHANNEL } from '../../protocol/event.ts';
import { type Experiment, experimentPatchSchema, experimentSchema } from '../../protocol/experiment.ts';
import type { Channels } from '../../stream/channels.ts';
import type { Publisher } from '../../stream/publisher.ts';
import { laneCookie } from '../proxy/lane-cookie.ts';
import type { App } from '../transports/server-transport.ts';
import type { NetworkEmulation } from '../wire/conditions/network.ts';

type Services = {
  readonly channels: Channels;
  readonly publisher: Publisher;
  readonly network: NetworkEmulation;
  readonly server: Experiment['server'];
};

export function registerExperiment(app: App, { channels, publisher, network, server }: Services): void {
  const tags = ['experiment'];
  const response = { 200: experimentSchema };

  app.get('/api/experiment', { schema: { summary: "The experiment's settings", tags, response } }, readExperiment);

  const patchSchema = {
    summary: 'Changes settings; what is left out stays',
    tags,
    body: experimentPatchSchema,
    response,
  };
  app.patch('/api/experiment', { schema: patchSchema }, async (request, reply) => {
    if (request.body.publisher) publisher.change(request.body.publisher);
    if (request.body.network) network.change(request.body.network);
    return readExperiment(request, reply);
  });

  async function readExperiment(_request: unknown, reply: FastifyReply): Promise<Experiment> {
    reply.header('Set-Cookie', laneCookie(network.settings().proxy.cookieBytes));
    const { cursor } = await channels.get(LAB_CHANNEL).read(undefined, { maxEvents: 1, maxBytes: 1 });
    const stream = { channel: LAB_CHANNEL, cursor: formatCursor(cursor) };
    return {
      ...{ publisher: publisher.settings(), publisherStats: publisher.stats() },
      ...{ network: network.settings(), networkStats: network.stats() },
      ...{ stream, server },
    };
  }
}

import { formatCursor } from '../../protocol/cursor.ts';
import { LAB_CHANNEL } from '../../protocol/event.ts';
import { type Experiment, experimentPatchSchema, experimentSchema } from '../../protocol/experiment.ts';
import type { Channels } from '../../stream/channels.ts';
import type { Publisher } from '../../stream/publisher.ts';
import type { App } from '../transports/server-transport.ts';

type Services = { readonly channels: Channels; readonly publisher: Publisher; readonly server: Experiment['server'] };

export function registerExperiment(app: App, { channels, publisher, server }: Services): void {
  const tags = ['experiment'];
  const response = { 200: experimentSchema };

  app.get('/api/experiment', { schema: { summary: "The experiment's settings", tags, response } }, readExperiment);

  const patchSchema = {
    summary: 'Changes settings; what is left out stays',
    tags,
    body: experimentPatchSchema,
    response,
  };
  app.patch('/api/experiment', { schema: patchSchema }, async (request) => {
    if (request.body.publisher) publisher.change(request.body.publisher);
    return readExperiment();
  });

  async function readExperiment(): Promise<Experiment> {
    const { cursor } = await channels.get(LAB_CHANNEL).read(undefined, { maxEvents: 1, maxBytes: 1 });
    const stream = { channel: LAB_CHANNEL, cursor: formatCursor(cursor) };
    return { publisher: publisher.settings(), publisherStats: publisher.stats(), network: {}, stream, server };
  }
}

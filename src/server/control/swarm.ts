import { z } from 'zod';
import { dropRequestSchema, latestSwarmSchema, swarmPlanSchema, swarmSchema } from '../../protocol/swarm.ts';
import { fromThisMachine } from '../loopback.ts';
import type { Swarms } from '../swarm-process.ts';
import type { App } from '../transports/server-transport.ts';

/** Many virtual clients, at a press. */
export function registerSwarm(app: App, { swarms }: { readonly swarms: Swarms }): void {
  const tags = ['swarm'];

  const latest = { summary: 'The swarm that runs or ran last', tags, response: { 200: latestSwarmSchema } };
  app.get('/api/swarm', { schema: latest }, async (_request, reply) => {
    reply.header('Cache-Control', 'no-store');
    return { swarm: swarms.latest() };
  });

  const start = {
    summary: 'Starts a swarm of virtual clients, in a process of its own; one at a time',
    tags,
    body: swarmPlanSchema,
    response: { 201: swarmSchema },
  };
  app.post('/api/swarm', { schema: start, onRequest: fromThisMachine }, async (request, reply) =>
    reply.code(201).send(await swarms.start(request.body)),
  );

  const stop = {
    summary: 'Stops the swarm; answered once all of its connections are closed and its process is gone',
    tags,
    response: { 200: latestSwarmSchema },
  };
  app.delete('/api/swarm', { schema: stop, onRequest: fromThisMachine }, async () => {
    await swarms.stop();
    return { swarm: swarms.latest() };
  });

  const drop = {
    summary: 'Drops all clients of the swarm at once: a thundering herd comes back',
    tags,
    body: dropRequestSchema,
    response: { 204: z.undefined() },
  };
  app.post('/api/swarm/drop', { schema: drop, onRequest: fromThisMachine }, async (request, reply) => {
    swarms.drop(request.body.jitter);
    return reply.code(204).send();
  });
}

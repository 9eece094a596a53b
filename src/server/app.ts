import type { IncomingMessage, Server } from 'node:http';
import cors from '@fastify/cors';
import swagger from '@fastify/swagger';
import fastify from 'fastify';
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import type { Experiment } from '../protocol/experiment.ts';
import type { Publisher } from '../stream/publisher.ts';
import { registerExperiment } from './control/experiment.ts';
import { registerFaults } from './control/faults.ts';
import { registerLoad } from './control/load.ts';
import { registerMetrics } from './control/metrics.ts';
import { registerObservation } from './control/observation.ts';
import { registerPublishing } from './control/publishing.ts';
import { registerSwarm } from './control/swarm.ts';
import type { Faults } from './faults/faults.ts';
import type { Guard } from './guard.ts';
import { cut } from './http-server.ts';
import type { LoadReader } from './load.ts';
import { MAX_BODY_BYTES, refuseOtherMethods, registerProblems } from './problems.ts';
import { registerProxy } from './proxy/proxy.ts';
import type { Swarms } from './swarm-process.ts';
import { SERVER_TRANSPORTS } from './transports/index.ts';
import type { App, StreamServices } from './transports/server-transport.ts';
import { routeUpgrades } from './upgrade.ts';
import type { NetworkEmulation } from './wire/conditions/network.ts';
import type { LedgerBook } from './wire/ledger.ts';
import type { Meter } from './wire/meter.ts';
import { isTransport } from './wire/part.ts';

export type AppServices = StreamServices & {
  readonly publisher: Publisher;
  readonly ledger: LedgerBook;
  readonly meter: Meter;
  readonly guard: Guard;
  readonly network: NetworkEmulation;
  readonly faults: Faults;
  readonly load: LoadReader;
  readonly swarms: Swarms;
  readonly server: Experiment['server'];
  now(): number;
};

/** Serves what is neither a stream nor the control API: the page. */
export type Page = {
  register(app: App, server: Server): Promise<void>;
  /** Upgrade requests that the page answers itself. */
  ownsUpgrade(request: IncomingMessage): boolean;
};

/** The routes of the lab on an HTTP server. */
export async function createApp(server: Server, services: AppServices, allowedOrigins: readonly string[], page?: Page) {
  const app: App = fastify({
    serverFactory: (handler) => server.on('request', handler),
    exposeHeadRoutes: false,
    bodyLimit: MAX_BODY_BYTES,
    return503OnClosing: false,
    routerOptions: { maxParamLength: 1_000 },
    frameworkErrors: (error, request, reply) => app.errorHandler(error, request, reply),
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);

  app.removeContentTypeParser('text/plain');

  registerProblems(app);
  const refuse = refuseOtherMethods(app);
  app.addHook('onRequest', async (request) => services.guard(request.raw));
  resetWhileAway(app, services);
  registerProxy(app, services);
  cutSlowReaders(app, services);
  if (allowedOrigins.length > 0) {
    const origin = allowedOrigins.includes('*') ? '*' : [...allowedOrigins];
    await app.register(cors, {
      origin,
      exposedHeaders: ['Stream-Cursor', 'Retry-After'],
      methods: ['GET', 'POST', 'PATCH', 'DELETE'],
    });
  }
  routeUpgrades(server, app, services, page?.ownsUpgrade);

  await app.register(swagger, {
    openapi: { info: { title: 'Transport Lab', version: services.server.version } },
    transform: jsonSchemaTransform,
  });
  // A scope of its own, because the documentation covers what is registered after its plugin.
  await app.register(async (routes: App) => {
    for (const transport of SERVER_TRANSPORTS) transport.register(routes, services);
    registerPublishing(routes, services);
    registerExperiment(routes, services);
    registerFaults(routes, services);
    registerObservation(routes, services);
    registerMetrics(routes, services);
    registerLoad(routes, services);
    registerSwarm(routes, services);
    const schema = { summary: 'This contract', tags: ['observation'] };
    routes.get('/openapi.json', { schema }, async () => app.swagger());
  });
  await page?.register(app, server);
  refuse();
  return app;
}

/** During an outage a lane's request finds nobody. */
function resetWhileAway(app: App, { faults, exchangeOf }: AppServices): void {
  app.addHook('onRequest', async ({ raw }, reply) => {
    if (!faults.isAway() || !isTransport(exchangeOf(raw).entry.part)) return;
    reply.hijack();
    cut(raw.socket, 'rst');
  });
}

/** Streams watch their readers themselves; all other answers are given up when nothing of them is taken for a while. */
function cutSlowReaders(app: App, { limits, counters }: AppServices): void {
  app.addHook('onSend', async (_request, reply) => {
    reply.raw.setTimeout(limits.stallMs, () => {
      counters.slowReadersCut += 1;
      reply.raw.destroy();
    });
  });
}

import { z } from 'zod';
import { clockSchema } from '../../protocol/clock.ts';
import { exchangesSchema } from '../../protocol/exchange.ts';
import type { Experiment } from '../../protocol/experiment.ts';
import { journalSchema } from '../../protocol/journal.ts';
import { clientSchema, ledgerSchema } from '../../protocol/ledger.ts';
import { forEachTransport } from '../../protocol/transports.ts';
import type { App } from '../transports/server-transport.ts';
import type { LedgerBook } from '../wire/ledger.ts';
import type { Meter } from '../wire/meter.ts';
import { afterSchema } from './query.ts';

type Services = {
  readonly ledger: LedgerBook;
  readonly meter: Meter;
  readonly now: () => number;
  readonly server: Experiment['server'];
};

/** What can be seen of the server: its clock, its ledger, its health. */
export function registerObservation(app: App, { ledger, meter, now, server }: Services): void {
  const clock = { summary: "The server's clock", tags: ['observation'], response: { 200: clockSchema } };
  app.get('/api/clock', { schema: clock }, async (_request, reply) => {
    reply.header('Cache-Control', 'no-store');
    return { now: now() };
  });

  const account = {
    summary: 'Wire bytes, requests and connections, by transport; of one client, or of all',
    tags: ['observation'],
    querystring: z.object({ client: clientSchema.optional() }),
    response: { 200: ledgerSchema },
  };
  app.get('/api/ledger', { schema: account }, async (request, reply) => {
    reply.header('Cache-Control', 'no-store');
    meter.settleAll();
    return { at: now(), ...ledger.read(request.query.client) };
  });

  const exchanges = {
    summary: 'The latest exchange of a client on each transport, as it went over the wire',
    tags: ['observation'],
    querystring: z.object({ client: clientSchema }),
    response: { 200: exchangesSchema },
  };
  app.get('/api/exchanges', { schema: exchanges }, async (request, reply) => {
    reply.header('Cache-Control', 'no-store');
    const journal = ledger.journal(request.query.client);
    return { transports: forEachTransport((transport) => journal.exchange(transport) ?? null) };
  });

  const journal = {
    summary:
      'What was done for a client: requests, answers, writes of events, heartbeats, ends; kept for as long as somebody asks',
    tags: ['observation'],
    querystring: z.object({ client: clientSchema, after: afterSchema }),
    response: { 200: journalSchema },
  };
  app.get('/api/journal', { schema: journal }, async (request, reply) => {
    reply.header('Cache-Control', 'no-store');
    return { startedAt: server.startedAt, ...ledger.journal(request.query.client).read(request.query.after) };
  });

  const health = {
    summary: 'Whether the server runs',
    tags: ['observation'],
    response: { 200: z.object({ status: z.literal('ok') }) },
  };
  app.get('/healthz', { schema: health }, async () => ({ status: 'ok' as const }));
}

import { z } from 'zod';
import {
  badDayRequestSchema,
  badDaySchema,
  faultRequestSchema,
  faultSchema,
  faultsSchema,
} from '../../protocol/faults.ts';
import type { Faults } from '../faults/faults.ts';
import { ProblemError } from '../problems.ts';
import type { App } from '../transports/server-transport.ts';
import { afterSchema, clientQuerySchema } from './query.ts';

type Services = { readonly faults: Faults; readonly server: { readonly startedAt: number } };

/** Faults at a press. */
export function registerFaults(app: App, { faults, server }: Services): void {
  const tags = ['faults'];

  const list = {
    summary: 'The faults that were caused since the `after`th, and the bad day that is being played',
    tags,
    querystring: clientQuerySchema.extend({ after: afterSchema }),
    response: { 200: faultsSchema },
  };
  app.get('/api/faults', { schema: list }, async (request, reply) => {
    reply.header('Cache-Control', 'no-store');
    const badDay = faults.badDay() ?? null;
    return { startedAt: server.startedAt, faults: [...faults.after(request.query.after)], badDay };
  });

  const cause = { summary: 'Causes a fault', tags, body: faultRequestSchema, response: { 201: faultSchema } };
  app.post('/api/faults', { schema: cause }, async (request, reply) =>
    reply.code(201).send(faults.cause(request.body)),
  );

  const end = {
    summary: 'Ends the bad day and every outage; what is stalled stays so',
    tags,
    response: { 204: z.undefined() },
  };
  app.delete('/api/faults', { schema: end }, async (_request, reply) => {
    faults.end();
    return reply.code(204).send();
  });

  const play = {
    summary: 'Plays a list of faults on a timeline: a bad day, the same for the same request',
    tags,
    body: badDayRequestSchema,
    response: { 201: badDaySchema },
  };
  app.post('/api/bad-day', { schema: play }, async (request, reply) => {
    const badDay = faults.playBadDay(request.body);
    if (!badDay) throw new ProblemError(409, 'A bad day is being played already; DELETE /api/faults ends it');
    return reply.code(201).send(badDay);
  });
}

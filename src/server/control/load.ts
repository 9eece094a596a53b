import { loadSchema, loopDelaySchema } from '../../protocol/load.ts';
import { COLLECT_MS, type LoadReader } from '../load.ts';
import { fromThisMachine } from '../loopback.ts';
import { ProblemError } from '../problems.ts';
import type { App } from '../transports/server-transport.ts';

/** What the server's process has cost. */
export function registerLoad(app: App, { load }: { readonly load: LoadReader }): void {
  const tags = ['observation'];
  const response = { 200: loadSchema };

  const read = { summary: "What the server's process has cost so far, and what it did for it", tags, response };
  app.get('/api/load', { schema: read }, async (_request, reply) => {
    reply.header('Cache-Control', 'no-store');
    return load.read();
  });

  const collect = { summary: 'Collects garbage, which stops the server meanwhile, and tells the load', tags, response };
  app.post('/api/load/collect', { schema: collect, onRequest: fromThisMachine }, async () => {
    const after = load.collect();
    if (after) return after;
    throw new ProblemError(429, `Garbage is collected at most every ${COLLECT_MS} ms`, {
      headers: { 'Retry-After': '1' },
    });
  });

  const delay = { summary: 'How late timers were since this was asked last', tags, response: { 200: loopDelaySchema } };
  app.post('/api/load/delay', { schema: delay, onRequest: fromThisMachine }, async () => load.takeDelay());
}

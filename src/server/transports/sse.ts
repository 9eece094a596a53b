import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { cursorRequestSchema, formatCursor } from '../../protocol/cursor.ts';
import { follow, type StreamWriter } from './follow.ts';
import { encodeGap } from './poll-answer.ts';
import { type ServerTransport, streamParamsSchema, streamQuerySchema } from './server-transport.ts';

/** What EventSource waits before it connects again by itself: it knows neither backoff nor jitter. */
const RETRY_MS = 1_000;

/**
 * Server-Sent Events: one answer that does not end.
 *
 *   id: k3x9-8
 *   data: {"id":8,"type":"message","at":1700000000000.5,"data":"hello"}
 *
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export const sse: ServerTransport = {
  name: 'sse',
  register(app, services) {
    const schema = {
      summary: 'Server-Sent Events: the events after a cursor, as they come',
      tags: ['streams'],
      params: streamParamsSchema,
      querystring: streamQuerySchema,
      headers: z.object({ 'last-event-id': cursorRequestSchema.optional() }),
    };
    app.get('/streams/:channel/sse', { schema }, async (request, reply) => {
      const { channels, lifetime, limits } = services;
      const log = channels.get(request.params.channel);
      const asked = request.headers['last-event-id'] ?? request.query.after;
      const after = asked ?? (await log.read(undefined, limits.burst)).cursor;

      const response = openStream(reply);
      response.write(`retry: ${RETRY_MS}\n`);
      // An id without data: EventSource remembers it, so a stream that was live from "now" resumes
      // from there even when it is cut before its first event.
      response.write(asked ? '\n' : `id: ${formatCursor(after)}\n\n`);

      const held = lifetime.hold(response);
      const entry = services.entryOf(request.raw);
      const following = { log, after, socket: request.socket, entry, writer: writerOf(response), signal: held.signal };
      const end = await follow(following, services);
      held.release();
      const reason = end === 'stalled' ? 'slow-reader' : 'server-ending';
      response.end(`event: close\ndata: {"reason":"${reason}"}\n\n`);
      const cancelTimer = services.setTimer(limits.closeMs, () => response.destroy());
      response.on('close', cancelTimer);
    });
  },
};

function writerOf(response: ServerResponse): StreamWriter {
  return {
    event({ event, json }, epoch) {
      response.write(`id: ${epoch}-${event.id}\ndata: ${json}\n\n`);
    },
    gap(gap) {
      response.write(`event: gap\ndata: ${encodeGap(gap)}\n\n`);
    },
    heartbeat() {
      response.write(':\n\n');
    },
  };
}

/** Takes the answer over from Fastify, with the headers that hooks have set on it. */
function openStream(reply: FastifyReply): ServerResponse {
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value);
  }
  return reply.raw.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
}

import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { cursorRequestSchema, formatCursor } from '../../protocol/cursor.ts';
import type { ByteKind } from '../../protocol/ledger.ts';
import { follow, type StreamWriter } from './follow.ts';
import { encodeGap } from './poll-answer.ts';
import {
  type ServerTransport,
  type StreamServices,
  streamParamsSchema,
  streamQuerySchema,
} from './server-transport.ts';

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
      const send = sender(response, request.socket, services.meter);
      // An id without data: EventSource remembers it, so a stream that was live from "now" resumes
      // from there even when it is cut before its first event.
      send('setup', `retry: ${limits.retryMs}\n${asked ? '' : `id: ${formatCursor(after)}\n`}\n`);

      const held = lifetime.hold(response);
      const exchange = services.exchangeOf(request.raw);
      const writer = writerOf(send, response);
      const following = { log, after, socket: request.socket, exchange, writer, signal: held.signal };
      const end = await follow(following, services);
      held.release();
      const reason = end === 'stalled' ? 'slow-reader' : 'server-ending';
      send('framing', `event: close\ndata: {"reason":"${reason}"}\n\n`);
      // The chunk that ends the answer, where there are chunks.
      services.meter.note(request.socket, 'framing', chunkSize(response, 0).length && '0\r\n\r\n'.length);
      response.end();
      const cancelTimer = services.setTimer(limits.closeMs, () => response.destroy());
      response.on('close', cancelTimer);
    });
  },
};

function writerOf(send: Send, response: ServerResponse): StreamWriter {
  return {
    isOpen: () => !response.destroyed,
    event: ({ event, json, payloadBytes }, epoch) =>
      send('framing', `id: ${epoch}-${event.id}\ndata: ${json}\n\n`, payloadBytes),
    // With an id, or EventSource would ask after the old cursor again and be told the same gap twice.
    gap: (gap) => send('framing', `event: gap\nid: ${formatCursor(gap.resumedAt)}\ndata: ${encodeGap(gap)}\n\n`),
    heartbeat: () => send('heartbeat', ':\n\n'),
    show({ event, json, payloadBytes }, epoch) {
      const fields = `id: ${epoch}-${event.id}\ndata: `;
      const size = chunkSize(response, fields.length + payloadBytes + 2);
      return [
        ['framing', size + fields],
        ['payload', json],
        ['framing', size ? '\n\n\r\n' : '\n\n'],
      ];
    },
  };
}

type Send = (kind: ByteKind, text: string, payloadBytes?: number) => void;

/** Writes one chunk, and notes what its bytes are for: the chunk's own header is there for what it carries. */
function sender(response: ServerResponse, socket: Socket, meter: StreamServices['meter']): Send {
  return (kind, text, payloadBytes = 0) => {
    const bytes = Buffer.byteLength(text);
    const size = chunkSize(response, bytes);
    meter.note(socket, kind, size.length + (size ? 2 : 0) + bytes - payloadBytes);
    meter.note(socket, 'payload', payloadBytes);
    response.write(text);
  };
}

/** The line in front of a chunk; HTTP/1.0 knows none (RFC 9112, section 7.1). */
function chunkSize({ chunkedEncoding }: ServerResponse, bytes: number): string {
  return chunkedEncoding ? `${bytes.toString(16)}\r\n` : '';
}

/** Takes the answer over from Fastify, with the headers that hooks have set on it. */
function openStream(reply: FastifyReply): ServerResponse {
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value);
  }
  return reply.raw.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
}

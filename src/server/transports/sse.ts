import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { cursorRequestSchema, formatCursor } from '../../protocol/cursor.ts';
import type { ByteKind } from '../../protocol/ledger.ts';
import { ProblemError } from '../problems.ts';
import { forgetHeads } from '../wire/watched-response.ts';
import type { Dialect } from './dialect.ts';
import type { StreamEnd, StreamWriter } from './fan-out.ts';
import { follow } from './follow.ts';
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
      // What goes past the answer would go before the one that this connection still owes.
      if (!reply.raw.socket) throw new ProblemError(400, 'A stream cannot be asked for before the answer that is owed');
      const log = services.channels.get(request.params.channel);
      const asked = request.headers['last-event-id'] ?? request.query.after;
      const after = asked ?? (await log.read(undefined, services.limits.burst)).cursor;
      const { socket } = request;
      const exchange = services.exchangeOf(request.raw);
      const response = openStream(reply);

      const writer = new SseWriter(response, socket, services);
      // An id without data: EventSource remembers it, so a stream that was live from "now" resumes
      // from there even when it is cut before its first event.
      writer.say('setup', `retry: ${services.limits.retryMs}\n${asked ? '' : `id: ${formatCursor(after)}\n`}\n`);
      follow({ log, after, connection: response, socket, exchange, writer }, services);
    });
  },
};

/** A class, because there are ten thousand of them: its methods take no place in them. */
class SseWriter implements StreamWriter {
  readonly dialect: Dialect;
  readonly #response: ServerResponse;
  readonly #socket: Socket;
  readonly #services: StreamServices;

  constructor(response: ServerResponse, socket: Socket, services: StreamServices) {
    this.dialect = response.chunkedEncoding ? CHUNKED : PLAIN;
    this.#response = response;
    this.#socket = socket;
    this.#services = services;
  }

  isOpen(): boolean {
    return this.#socket.writable;
  }

  /** What is framed already goes past the answer, which would frame it again for each client. */
  write(bytes: Buffer): void {
    this.#socket.write(bytes);
  }

  say(kind: ByteKind, text: string): void {
    const bytes = chunk(this.dialect, Buffer.from(text));
    this.#services.meter.note(this.#socket, kind, bytes.length);
    this.#socket.write(bytes);
  }

  heartbeat(): void {
    if (this.isOpen()) this.say('heartbeat', ':\n\n');
  }

  end(why: StreamEnd): void {
    if (!this.isOpen()) return;
    const { meter, limits, setTimer } = this.#services;
    const response = this.#response;
    const reason = why === 'stalled' ? 'slow-reader' : 'server-ending';
    this.say('framing', `event: close\ndata: {"reason":"${reason}"}\n\n`);
    if (this.dialect === CHUNKED) meter.note(this.#socket, 'framing', LAST_CHUNK_BYTES);
    response.end();
    const cancelTimer = setTimer(limits.closeMs, () => response.destroy());
    response.on('close', cancelTimer);
  }
}

/** HTTP/1.1: each event is a chunk of its own (RFC 9112, section 7.1). */
const CHUNKED = dialectOf('\r\n', (bytes) => `${bytes.toString(16)}\r\n`);
/** HTTP/1.0 knows no chunks. */
const PLAIN = dialectOf('', () => '');
const LAST_CHUNK_BYTES = '0\r\n\r\n'.length;

function dialectOf(chunkEnd: string, chunkSize: (bytes: number) => string): Dialect {
  const fields = (id: number, epoch: string) => `id: ${epoch}-${id}\ndata: `;
  const head = (id: number, payloadBytes: number, epoch: string) => {
    const before = fields(id, epoch);
    return chunkSize(before.length + payloadBytes + 2) + before;
  };
  const end = Buffer.from(`\n\n${chunkEnd}`);
  return {
    transport: 'sse',
    frame: ({ event, payloadBytes }, epoch) => ({
      before: Buffer.from(head(event.id, payloadBytes, epoch)),
      after: end,
    }),
    // With an id, or EventSource would ask after the old cursor again and be told the same gap twice.
    gap(json, { resumedAt }) {
      const text = `event: gap\nid: ${formatCursor(resumedAt)}\ndata: ${json}\n\n`;
      return Buffer.from(`${chunkSize(text.length)}${text}${chunkEnd}`);
    },
    show: ({ event, payloadBytes }, epoch) => ({
      before: ['framing', head(event.id, payloadBytes, epoch)],
      after: ['framing', `\n\n${chunkEnd}`],
    }),
  };
}

function chunk(dialect: Dialect, bytes: Buffer): Buffer {
  if (dialect === PLAIN) return bytes;
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
}

/** Takes the answer over from Fastify, with the headers that hooks have set on it. */
function openStream(reply: FastifyReply): ServerResponse {
  reply.hijack();
  const headers = { ...reply.getHeaders(), 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' };
  const response = reply.raw.writeHead(200, headers as OutgoingHttpHeaders);
  response.flushHeaders();
  forgetHeads(reply.request.raw, response);
  return response;
}

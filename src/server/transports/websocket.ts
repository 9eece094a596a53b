import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { acceptWebSocket } from '../upgrade.ts';
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
 * WebSocket: after one handshake, a frame for each event.
 *
 *   {"id":8,"type":"message","at":1700000000000.5,"data":"hello"}
 *
 * https://www.rfc-editor.org/rfc/rfc6455
 */
export const websocket: ServerTransport = {
  name: 'websocket',
  register(app, services) {
    const schema = {
      summary: 'WebSocket: the events after a cursor, as they come; a text frame holds one event',
      tags: ['streams'],
      params: streamParamsSchema,
      querystring: streamQuerySchema,
    };
    app.get('/streams/:channel/websocket', { schema }, async (request, reply) => {
      const log = services.channels.get(request.params.channel);
      const { after } = request.query;
      const { socket } = request;
      const exchange = services.exchangeOf(request.raw);
      const client = await acceptWebSocket(request, reply, services);

      // A broken frame is answered by ws with the right close code; unheard, its error would end the process.
      client.on('error', ignore);
      const writer = new WebSocketWriter(client, socket, services);
      const follower = follow({ log, after, connection: socket, socket, exchange, writer }, services);
      client.on('closing', () => follower.leave());
      // The stream goes one way: whoever sends is told so, and what arrives is never kept.
      client.on('message', () => {
        if (writer.isOpen()) writer.close(1008, 'this stream takes no messages');
      });
    });
  },
};

/** A class, because there are ten thousand of them: its methods take no place in them. */
class WebSocketWriter implements StreamWriter {
  readonly dialect = TEXT_FRAMES;
  readonly #client: WebSocket;
  readonly #socket: Socket;
  readonly #services: StreamServices;
  #pings = 0;

  constructor(client: WebSocket, socket: Socket, services: StreamServices) {
    this.#client = client;
    this.#socket = socket;
    this.#services = services;
    const { meter } = services;
    client.on('pong', () => {
      this.#pings = 0;
      meter.settleUpAs(socket, 'heartbeat');
    });
    // Whoever pings without reading the pongs would otherwise fill this server's memory with them.
    client.on('ping', (data) => {
      meter.settleUpAs(socket, 'heartbeat');
      if (socket.writableNeedDrain || !this.isOpen()) return;
      meter.note(socket, 'heartbeat', frameBytes(data.length));
      client.pong(data);
    });
  }

  isOpen(): boolean {
    return this.#socket.writable && this.#client.readyState === this.#client.OPEN;
  }

  /** What is framed already goes past ws, which would frame it again for each client. */
  write(bytes: Buffer): void {
    this.#socket.write(bytes);
  }

  heartbeat(): void {
    this.#pings += 1;
    // Three pings without a pong between them: nobody is there any more.
    if (this.#pings === 3) {
      this.#socket.destroy();
      return;
    }
    if (!this.isOpen()) return;
    this.#services.meter.note(this.#socket, 'heartbeat', frameBytes(0));
    this.#client.ping();
  }

  end(why: StreamEnd): void {
    if (why === 'stalled') this.close(1013, 'slow-reader');
    else if (this.isOpen()) this.close(1001, 'server-ending');
  }

  /** Says why, and does not wait for ever for the other side to agree. */
  close(code: number, reason: string): void {
    const { limits, setTimer } = this.#services;
    this.#client.close(code, reason);
    const cancelTimer = setTimer(limits.closeMs, () => this.#client.terminate());
    this.#client.on('close', cancelTimer);
  }
}

const NOTHING = Buffer.alloc(0);

function ignore(): void {}

/** A text frame for each event (RFC 6455, section 5.2). */
const TEXT_FRAMES: Dialect = {
  transport: 'websocket',
  frame: ({ payloadBytes }) => ({ before: frameHeader(payloadBytes), after: NOTHING }),
  gap(json) {
    const frame = Buffer.from(`{"gap":${json}}`);
    return Buffer.concat([frameHeader(frame.length), frame]);
  },
  show({ payloadBytes }) {
    const header = frameHeader(payloadBytes);
    return { before: ['framing', header.toString('hex').replace(/..(?=.)/g, '$& '), header.length] };
  },
};

/** A frame from the server has no mask: two bytes, and the length where it does not fit in seven bits (RFC 6455, 5.2). */
function frameBytes(length: number): number {
  return length + (length < 126 ? 2 : length < 65_536 ? 4 : 10);
}

function frameHeader(length: number): Buffer {
  const header = Buffer.alloc(frameBytes(length) - length);
  header[0] = 0x81;
  header[1] = header.length === 2 ? length : header.length === 4 ? 126 : 127;
  if (header.length > 2) header.writeUIntBE(length, header.length === 4 ? 2 : 4, header.length === 4 ? 2 : 6);
  return header;
}

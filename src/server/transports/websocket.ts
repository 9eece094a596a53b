import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { acceptWebSocket } from '../upgrade.ts';
import type { Dialect } from './dialect.ts';
import type { StreamWriter } from './fan-out.ts';
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
      const { channels, meter } = services;
      const log = channels.get(request.params.channel);
      const { after } = request.query;
      const { socket } = request;
      const exchange = services.exchangeOf(request.raw);
      const client = await acceptWebSocket(request, reply, services);

      // A broken frame is answered by ws with the right close code; unheard, its error would end the process.
      client.on('error', () => {});
      const end = follow(
        {
          ...{ log, after, connection: socket, socket, exchange, writer: createWriter(client, socket, meter) },
          over(why) {
            if (why === 'stalled') close(client, 1013, 'slow-reader', services);
            else if (client.readyState === client.OPEN) close(client, 1001, 'server-ending', services);
          },
        },
        services,
      );
      // The stream goes one way: whoever sends is told so, and what arrives is never kept.
      client.once('message', () => {
        end();
        close(client, 1008, 'this stream takes no messages', services);
      });
      // Whoever pings without reading the pongs would otherwise fill this server's memory with them.
      client.on('ping', (data) => {
        meter.settleUpAs(socket, 'heartbeat');
        if (socket.writableNeedDrain) return;
        meter.note(socket, 'heartbeat', frameBytes(data.length));
        client.pong(data);
      });
    });
  },
};

function createWriter(client: WebSocket, socket: Socket, meter: StreamServices['meter']): StreamWriter {
  let pings = 0;
  client.on('pong', () => {
    pings = 0;
    meter.settleUpAs(socket, 'heartbeat');
  });
  return {
    dialect: TEXT_FRAMES,
    // From the first close frame on, either side's, nothing may follow.
    isOpen: () => client.readyState === client.OPEN,
    // What is framed already goes past ws, which would frame it again for each client.
    write: (bytes) => socket.write(bytes),
    heartbeat() {
      pings += 1;
      // Three pings without a pong between them: nobody is there any more.
      if (pings === 3) {
        socket.destroy();
        return;
      }
      meter.note(socket, 'heartbeat', frameBytes(0));
      client.ping();
    },
  };
}

const NOTHING = Buffer.alloc(0);

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

/** Says why, and does not wait for ever for the other side to agree. */
function close(client: WebSocket, code: number, reason: string, { limits, setTimer }: StreamServices): void {
  client.close(code, reason);
  const cancelTimer = setTimer(limits.closeMs, () => client.terminate());
  client.on('close', cancelTimer);
}

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { WebSocket, WebSocketServer } from 'ws';
import { finish } from './http-server.ts';
import { ProblemError } from './problems.ts';
import type { App, StreamServices } from './transports/server-transport.ts';
import { WatchedResponse } from './wire/watched-response.ts';

/**
 * Sends upgrade requests down the same way as all others, so that routing, checks and problem
 * documents are the same for them: an upgrade request is given an answer of its own, and only the
 * handler of a WebSocket route trades that answer for a WebSocket.
 */
export function routeUpgrades(
  server: Server,
  app: App,
  { setTimer }: Pick<StreamServices, 'setTimer'>,
  isElsewhere: (request: IncomingMessage) => boolean = () => false,
): void {
  app.addHook('onRequest', async ({ raw, routeOptions }) => {
    if (!handshakes.has(raw)) return;
    if (raw.method !== 'GET') throw new ProblemError(400, `Only GET can ask for an upgrade, not ${raw.method}`);
    if (isWebSocketUpgrade(raw) && routeOptions.url && !routeOptions.url.endsWith('/websocket')) {
      throw new ProblemError(400, 'There is no WebSocket here; allowed: /streams/{channel}/websocket');
    }
  });

  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    if (isElsewhere(request)) return;
    // From here on the HTTP parser is gone, and with it what kept errors of the socket from being fatal.
    socket.on('error', destroyIt);
    const response = new WatchedResponse(request);
    response.shouldKeepAlive = false;
    if (!isWebSocketUpgrade(request)) {
      // Served as if it had not asked. Nobody else reads the socket now, so this is how a client's end is noticed.
      socket.on('end', () => socket.end());
      socket.resume();
    }
    response.assignSocket(socket);
    response.on('finish', () => finish(socket, setTimer));
    handshakes.set(request, { head, response });
    app.routing(request, response);
  });
}

/** Completes the handshake of a WebSocket route. Throws a problem when there is none, or a broken one. */
export async function acceptWebSocket(
  request: FastifyRequest,
  reply: FastifyReply,
  { noteHead }: Pick<StreamServices, 'noteHead'>,
): Promise<WebSocket> {
  const handshake = handshakes.get(request.raw);
  if (!handshake || !isWebSocketUpgrade(request.raw)) {
    const detail = 'This endpoint speaks WebSocket only: send `Connection: Upgrade` and `Upgrade: websocket`';
    throw new ProblemError(426, detail, { headers: { Upgrade: 'websocket' } });
  }
  checkHandshake(request.raw);
  reply.hijack();
  const { socket } = request;
  handshake.response.detachSocket(socket);
  handshake.noteHead = noteHead;
  return new Promise((resolve) => webSockets.handleUpgrade(request.raw, socket, handshake.head, resolve));
}

/** One function for all sockets, for it is kept as long as they are. */
function destroyIt(this: Socket): void {
  this.destroy();
}

type Handshake = {
  readonly head: Buffer;
  readonly response: ServerResponse;
  /** Set once it is accepted. */
  noteHead?: StreamServices['noteHead'];
};
const handshakes = new WeakMap<IncomingMessage, Handshake>();

/** One that says so before it writes a close frame, be it the first or an answer to the other side's: nothing may follow. */
class ClosingWebSocket extends WebSocket {
  override close(...args: Parameters<WebSocket['close']>): void {
    this.emit('closing');
    super.close(...args);
  }
}

/**
 * No compression: it costs memory for each connection, and would make the bytes of the four
 * transports incomparable. A client has nothing to say, so a message of 1 KiB is already too large.
 */
const webSockets = new WebSocketServer({
  noServer: true,
  WebSocket: ClosingWebSocket,
  clientTracking: false,
  perMessageDeflate: false,
  autoPong: false,
  maxPayload: 1024,
});

webSockets.on('headers', (lines, request) => {
  handshakes.get(request)?.noteHead?.(request, `${lines.join('\r\n')}\r\n\r\n`);
});

const isWebSocketUpgrade = ({ headers }: IncomingMessage) => headers.upgrade?.toLowerCase() === 'websocket';

/** RFC 6455, section 4.2.1. */
function checkHandshake({ headers }: IncomingMessage): void {
  if (headers['sec-websocket-version'] !== '13') {
    const field = 'Sec-WebSocket-Version';
    throw broken(426, field, `is ${headers['sec-websocket-version'] ?? 'missing'}; allowed: 13`, { [field]: '13' });
  }
  if (!/^[A-Za-z0-9+/]{22}==$/.test(headers['sec-websocket-key'] ?? '')) {
    throw broken(400, 'Sec-WebSocket-Key', 'must be 16 bytes in base64');
  }
}

function broken(status: number, field: string, detail: string, headers: Record<string, string> = {}): ProblemError {
  return new ProblemError(status, `${field}: ${detail}`, { errors: [{ field, detail }], headers });
}

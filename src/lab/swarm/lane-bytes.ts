import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Platform } from '../../client/platform.ts';
import { TRANSPORTS, type Transport } from '../../protocol/transports.ts';

/** Counts the bytes of the code of the lanes, which shows nobody its sockets. */
export type LaneBytes = {
  /** The platform whose connections are counted. */
  readonly platform: Platform;
  /** Adds what has come since the last call. */
  settle(): void;
  /** Counts no more, and closes what is open. */
  stop(): void;
};

type Owner = { bytesUp: number; bytesDown: number };

/** Tells of each request of Node's own fetch, before its first byte is written. */
const CHANNEL = 'undici:client:sendHeaders';

/**
 * Books bytes as the server's meter does: what comes on a connection is of the request that came last on it. `fetch` keeps
 * its connections and uses them for whatever is asked next.
 */
export function countLaneBytes(url: string, platform: Platform, ownerOf: (transport: Transport) => Owner): LaneBytes {
  const { origin } = new URL(url);
  const open = new Map<Socket, { owner: Owner | undefined; up: number; down: number }>();

  const hear = (message: unknown) => {
    const { request, socket } = message as { request: { origin: string; path: string }; socket: Socket };
    if (request.origin === origin) begin(socket, ownerAt(request.path));
  };
  subscribe(CHANNEL, hear);

  return {
    platform: {
      ...platform,
      openWebSocket(target) {
        const webSocket = platform.openWebSocket(target);
        const { on } = webSocket as unknown as {
          on?: (name: string, listener: (answer: IncomingMessage) => void) => void;
        };
        // The package tells of its socket with the handshake's answer; what went before is in the socket's own count.
        on?.call(webSocket, 'upgrade', ({ socket }) => begin(socket, ownerOf('websocket'), true));
        return webSocket;
      },
    },
    settle() {
      for (const socket of open.keys()) settle(socket);
    },
    stop() {
      unsubscribe(CHANNEL, hear);
      for (const socket of [...open.keys()]) {
        settle(socket);
        socket.destroy();
      }
    },
  };

  function ownerAt(path: string): Owner | undefined {
    const transport = TRANSPORTS.find((name) => path.split('?')[0]?.endsWith(`/${name}`));
    return transport && ownerOf(transport);
  }

  function begin(socket: Socket, owner: Owner | undefined, isWhole = false): void {
    const known = open.get(socket);
    if (known) {
      settle(socket);
      known.owner = owner;
      return;
    }
    const before = isWhole ? { up: 0, down: 0 } : { up: socket.bytesWritten, down: socket.bytesRead };
    open.set(socket, { owner, ...before });
    socket.once('close', () => {
      settle(socket);
      open.delete(socket);
    });
  }

  function settle(socket: Socket): void {
    const connection = open.get(socket);
    if (!connection) return;
    const { owner, up, down } = connection;
    connection.up = socket.bytesWritten;
    connection.down = socket.bytesRead;
    if (!owner) return;
    owner.bytesUp += connection.up - up;
    owner.bytesDown += connection.down - down;
  }
}

import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A TCP relay in front of a server, which counts every byte that it passes on. */
export type Relay = {
  readonly url: string;
  /** Connections that were opened to it. */
  connections(): number;
  /** Bytes passed on from clients to the server, and from the server to clients. */
  bytesUp(): number;
  bytesDown(): number;
  /** Stops reading from the server, as a client does that reads too slowly; `resume` goes on. */
  pauseDown(): void;
  resumeDown(): void;
  /**
   * Ends every connection: with a reset (RST), or in order (FIN); then what was on its way to the server still goes
   * there, and what the server had sent is still counted.
   */
  cut(how: 'fin' | 'rst'): void;
  close(): Promise<void>;
};

/** `delayMs` is added on the way, in each direction. */
export async function startRelay(serverPort: number, { delayMs = 0 } = {}): Promise<Relay> {
  const pairs = new Set<{ readonly client: Socket; readonly server: Socket }>();
  const counts = { connections: 0, bytesUp: 0, bytesDown: 0 };
  let paused = false;

  const listener = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    counts.connections += 1;
    const server = connect({ port: serverPort, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    const pair = { client, server };
    pairs.add(pair);
    if (paused) server.pause();
    client.on('data', (chunk) => {
      counts.bytesUp += chunk.length;
    });
    server.on('data', (chunk) => {
      counts.bytesDown += chunk.length;
    });
    if (delayMs > 0) {
      forwardLate(client, server, delayMs);
      forwardLate(server, client, delayMs);
    } else {
      client.pipe(server);
      server.pipe(client);
    }
    for (const socket of [client, server]) {
      socket.on('error', () => {});
      socket.on('close', () => {
        if (!pairs.delete(pair)) return;
        client.destroy();
        server.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    connections: () => counts.connections,
    bytesUp: () => counts.bytesUp,
    bytesDown: () => counts.bytesDown,
    pauseDown() {
      paused = true;
      for (const { client, server } of pairs) {
        server.unpipe(client);
        server.pause();
      }
    },
    resumeDown() {
      paused = false;
      for (const { client, server } of pairs) server.pipe(client);
    },
    cut(how) {
      for (const pair of [...pairs]) {
        const { client, server } = pair;
        if (how === 'rst') {
          for (const socket of [client, server]) socket.resetAndDestroy();
          continue;
        }
        pairs.delete(pair);
        client.unpipe(server);
        server.unpipe(client).resume().end();
        client.destroy();
      }
    },
    async close() {
      for (const { client } of [...pairs]) client.destroy();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

/** Timers of the same length fire in the order in which they were set, so the bytes keep theirs. */
function forwardLate(from: Socket, to: Socket, delayMs: number): void {
  from.on('data', (chunk) => setTimeout(() => to.write(chunk), delayMs));
  from.on('end', () => setTimeout(() => to.end(), delayMs));
}

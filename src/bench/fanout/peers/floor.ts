import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type Peer, publishTo, servePeer } from './serve-peer.ts';

/**
 * The least that Node can do: one prebuilt buffer, written to every socket for each event. No parser, no frames, no
 * watch over slow readers.
 */
await servePeer(start());

async function start(): Promise<Peer> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n');
      sockets.add(socket);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const publishing = publishTo((event) => {
    const frame = Buffer.from(`data: ${JSON.stringify(event)}\n\n`);
    for (const socket of sockets) socket.write(frame);
  });
  return { port: (server.address() as AddressInfo).port, ...publishing };
}

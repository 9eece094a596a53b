import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { type Peer, publishTo, servePeer } from './serve-peer.ts';

/** Socket.IO over WebSocket alone, with its defaults otherwise. */
await servePeer(start());

async function start(): Promise<Peer> {
  const server = createServer();
  const io = new Server(server, { transports: ['websocket'], serveClient: false });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { port: (server.address() as AddressInfo).port, ...publishTo((event) => io.emit('event', event)) };
}

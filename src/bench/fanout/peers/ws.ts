import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { type Peer, publishTo, servePeer } from './serve-peer.ts';

/** The broadcast of the documentation of `ws`. */
await servePeer(start());

async function start(): Promise<Peer> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server.on('connection', (client) => client.on('error', () => {}));
  await once(server, 'listening');
  const publishing = publishTo((event) => {
    const text = JSON.stringify(event);
    for (const client of server.clients) if (client.readyState === client.OPEN) client.send(text);
  });
  return { port: (server.address() as AddressInfo).port, ...publishing };
}

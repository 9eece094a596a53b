import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createChannel, createSession } from 'better-sse';
import { type Peer, publishTo, servePeer } from './serve-peer.ts';

/** better-sse: sessions in a channel, with its defaults. */
await servePeer(start());

async function start(): Promise<Peer> {
  const channel = createChannel();
  const server = createServer(async (request, response) => {
    channel.register(await createSession(request, response));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const publishing = publishTo((event) => channel.broadcast(event, 'message', { eventId: `${event.id}` }));
  return { port: (server.address() as AddressInfo).port, ...publishing };
}

import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Peer, publishTo, servePeer } from './serve-peer.ts';

/** Server-Sent Events with Node alone, as tutorials show it. */
await servePeer(start());

async function start(): Promise<Peer> {
  const responses = new Set<ServerResponse>();
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' }).flushHeaders();
    responses.add(response);
    response.on('error', () => {});
    response.on('close', () => responses.delete(response));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const publishing = publishTo((event) => {
    const text = `id: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`;
    for (const response of responses) response.write(text);
  });
  return { port: (server.address() as AddressInfo).port, ...publishing };
}

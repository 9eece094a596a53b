import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ProxySettings } from '../../protocol/network.ts';
import { ProblemError } from '../problems.ts';
import type { App } from '../transports/server-transport.ts';
import type { Booking } from '../wire/booking.ts';
import type { NetworkEmulation } from '../wire/conditions/network.ts';
import type { Meter } from '../wire/meter.ts';
import { isTransport } from '../wire/part.ts';
import { capConnections } from './connection-cap.ts';
import { createRateLimit } from './rate-limit.ts';

type Services = Pick<Booking, 'carriedBy'> & {
  readonly meter: Pick<Meter, 'sockets'>;
  readonly network: Pick<NetworkEmulation, 'settings' | 'random' | 'isFull'>;
  now(): number;
};

/**
 * What the emulated proxy does to a lane's request before the server sees it. What it does to the bytes of the answer
 * is in `wire/conditions/proxied-answer.ts`.
 */
export function registerProxy(app: App, { network, meter, carriedBy, now }: Services): void {
  const rateLimit = createRateLimit(now);

  app.addHook('onRequest', async (request, reply) => {
    const owner = carriedBy(request.raw.socket);
    if (!owner || !isTransport(owner.part)) return;
    const { proxy } = network.settings();
    if (!proxy.keepAlive) reply.header('Connection', 'close');
    if (network.isFull()) throw full();
    capConnections(owner.client, proxy.maxConnections, meter, { carriedBy });
    rateLimit.admit(owner.client, proxy.requestsPerMinute);
    if (proxy.errorPercent > 0 && network.random() * 100 < proxy.errorPercent) throw anError(network.random());
    if (request.headers.upgrade !== undefined && proxy.upgrade !== 'pass') await stopUpgrade(proxy, request, reply);
  });
}

function full(): ProblemError {
  const detail = 'The emulated network holds as many bytes as it may; try again when some have arrived';
  return new ProblemError(503, detail, { headers: { 'Retry-After': '1' } });
}

function anError(chance: number): ProblemError {
  return chance < 0.5
    ? new ProblemError(502, 'The proxy says that it got no valid answer from the server')
    : new ProblemError(503, 'The proxy says that the server is not available');
}

/** A proxy that does not pass on `Upgrade` leaves the server with a plain GET, which ours answers with 426. */
async function stopUpgrade({ upgrade }: ProxySettings, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (upgrade === 'refuse') {
    throw new ProblemError(426, 'The proxy did not pass the upgrade on', { headers: { Upgrade: 'websocket' } });
  }
  reply.hijack();
  const { socket } = request.raw;
  // Nobody else reads it, and a client that is gone must not be held.
  socket.resume();
  socket.on('end', () => socket.destroy());
  if (!socket.destroyed) await new Promise((resolve) => socket.on('close', resolve));
}

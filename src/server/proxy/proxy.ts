import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Network, ProxySettings } from '../../protocol/network.ts';
import { createRandom } from '../../stream/random.ts';
import { ProblemError } from '../problems.ts';
import type { App } from '../transports/server-transport.ts';
import type { Booking } from '../wire/booking.ts';
import { isTransport } from '../wire/part.ts';
import { createConnectionCap } from './connection-cap.ts';
import { createRateLimit } from './rate-limit.ts';

type Services = Pick<Booking, 'identify'> & {
  readonly network: { settings(): Network };
  now(): number;
};

/**
 * What the emulated proxy does to a lane's request before the server sees it. What it does to the bytes of the answer
 * is in `wire/conditions/proxied-answer.ts`.
 */
export function registerProxy(app: App, { network, identify, now }: Services): void {
  const rateLimit = createRateLimit(now);
  const connectionCap = createConnectionCap();
  let chances = { seed: Number.NaN, random: () => 1 };

  app.addHook('onRequest', async (request, reply) => {
    const { client, part } = identify(request.raw.url ?? '/', request.raw.socket);
    if (!isTransport(part)) return;
    const { proxy, seed } = network.settings();
    if (!proxy.keepAlive) reply.header('Connection', 'close');
    connectionCap.admit(client, proxy.maxConnections, request.raw, reply.raw);
    rateLimit.admit(client, proxy.requestsPerMinute);
    if (chances.seed !== seed) chances = { seed, random: createRandom(seed, PROXY_BRANCH) };
    if (chances.random() * 100 < proxy.errorPercent) throw anError(chances.random());
    if (request.headers.upgrade !== undefined && proxy.upgrade !== 'pass') await stopUpgrade(proxy, request, reply);
  });
}

/** Apart from the branches of the connections, which count from 1. */
const PROXY_BRANCH = 0;

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
  if (!socket.destroyed) await new Promise((resolve) => socket.on('close', resolve));
}

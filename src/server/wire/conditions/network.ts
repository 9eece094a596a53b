import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { z } from 'zod';
import { type Network, type NetworkPatch, type networkStatsSchema, patchNetwork } from '../../../protocol/network.ts';
import { createRandom } from '../../../stream/random.ts';
import type { Booking, Owner } from '../booking.ts';
import type { Meter } from '../meter.ts';
import { isTransport } from '../part.ts';
import { createBudget } from './budget.ts';
import { type ConditionedConnection, conditionConnection } from './connection.ts';
import { createLinks } from './links.ts';

/** The emulated network between the server's sockets and the clients of the lanes. While it is off it costs nothing. */
export type NetworkEmulation = {
  settings(): Network;
  change(patch: NetworkPatch): void;
  stats(): z.infer<typeof networkStatsSchema>;
  /** These connections carry nothing any more, and nobody is told. */
  stall(sockets: readonly Socket[]): void;
};

type Needs = {
  readonly server: Server;
  readonly initial: Network;
  readonly booking: Pick<Booking, 'identify' | 'carriedBy'>;
  readonly meter: Pick<Meter, 'sockets' | 'note'>;
  now(): number;
  setTimer(delayMs: number, run: () => void): () => void;
};

export function createNetwork(needs: Needs): NetworkEmulation {
  const { server, booking, meter, now, setTimer } = needs;
  const budget = createBudget();
  const connections = new Map<Socket, ConditionedConnection>();
  let settings = needs.initial;
  const links = createLinks({ settings: () => settings, now, setTimer });
  let seeded = 0;
  let lostSegments = 0;

  server.on('connection', (socket) => {
    if (isOn(settings)) condition(socket, { isOpen: false });
  });
  server.on('request', (request, response) => {
    begin(request);
    response.on('finish', () => connections.get(request.socket)?.answerEnded());
  });
  server.on('upgrade', begin);

  return {
    settings: () => settings,
    change(patch) {
      if (patch.seed !== undefined) seeded = 0;
      settings = patchNetwork(settings, patch);
      for (const connection of [...connections.values()]) connection.changed();
      if (isOn(settings)) for (const socket of meter.sockets()) condition(socket, { isOpen: true });
      else for (const connection of [...connections.values()]) connection.retire();
    },
    stats() {
      const held = [...connections.values()].reduce((bytes, connection) => bytes + connection.heldBytes(), 0);
      return {
        connections: connections.size,
        queuedBytes: budget.used() + held,
        maxQueuedBytes: budget.maxBytes,
        fullTimes: budget.fullTimes(),
        lostSegments,
      };
    },
    stall(sockets) {
      for (const socket of sockets) condition(socket, { isOpen: true }).freeze();
    },
  };

  function begin({ socket }: IncomingMessage): void {
    if (isLane(booking.carriedBy(socket))) connections.get(socket)?.requestBegan();
  }

  function condition(socket: Socket, { isOpen }: { isOpen: boolean }): ConditionedConnection {
    const known = connections.get(socket);
    if (known) return known;
    const carried = booking.carriedBy(socket);
    seeded += 1;
    const random = createRandom(settings.seed, seeded);
    const share = links.share();
    if (carried) share.use(carried.client);
    const connection = conditionConnection({
      ...{ socket, budget, random, now, setTimer },
      ...{ isOpen, isLane: isLane(carried) },
      settings: () => settings,
      access: share.access,
      isLaneTarget(target) {
        const owner = booking.identify(target, socket);
        share.use(owner.client);
        return isLane(owner);
      },
      lost(segments) {
        lostSegments += segments;
      },
      noteRefusal: (bytes) => meter.note(socket, 'other', bytes),
      removed() {
        connections.delete(socket);
        share.leave();
      },
    });
    connections.set(socket, connection);
    return connection;
  }
}

function isLane(owner: Owner | undefined): boolean {
  return owner !== undefined && isTransport(owner.part);
}

/** Whether any byte would travel otherwise than without us. */
function isOn({ rttMs, jitterMs, upKbitPerSecond, downKbitPerSecond, lossPercent, proxy }: Network): boolean {
  const { bufferBytes, idleTimeoutSeconds, maxResponseSeconds } = proxy;
  const figures = [rttMs, jitterMs, upKbitPerSecond, downKbitPerSecond, lossPercent];
  return [...figures, bufferBytes, idleTimeoutSeconds, maxResponseSeconds].some((figure) => figure > 0);
}

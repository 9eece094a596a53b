import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { z } from 'zod';
import { type Network, type NetworkPatch, type networkStatsSchema, patchNetwork } from '../../../protocol/network.ts';
import type { Booking, Owner } from '../booking.ts';
import type { Entry } from '../ledger.ts';
import type { Meter } from '../meter.ts';
import { isTransport } from '../part.ts';
import { createBudget } from './budget.ts';
import { createChances } from './chances.ts';
import { type ConditionedConnection, conditionConnection } from './connection.ts';
import { createLinks } from './links.ts';

/** The emulated network between the server's sockets and the clients of the lanes. While it is off it costs nothing. */
export type NetworkEmulation = {
  settings(): Network;
  change(patch: NetworkPatch): void;
  stats(): z.infer<typeof networkStatsSchema>;
  /** The proxy's chances. */
  random(): number;
  /** Whether it holds as much as it may: then nobody new is let in. */
  isFull(): boolean;
  /** The connections that carry a lane now, or carried one last and wait for its next request. */
  laneSockets(): readonly Socket[];
  /** These connections carry nothing any more, and nobody is told. */
  stall(sockets: readonly Socket[]): void;
};

type Needs = {
  readonly server: Server;
  readonly initial: Network;
  readonly booking: Pick<Booking, 'identify' | 'carriedBy'>;
  /** Where an owner's traffic is booked. */
  entryOf(owner: Owner): Entry;
  readonly meter: Pick<Meter, 'sockets' | 'note' | 'underway'>;
  now(): number;
  setTimer(delayMs: number, run: () => void): () => void;
};

export function createNetwork({ server, booking, entryOf, meter, initial, now, setTimer }: Needs): NetworkEmulation {
  const budget = createBudget();
  const connections = new Map<Socket, ConditionedConnection>();
  let settings = initial;
  const links = createLinks({ settings: () => settings, now, setTimer });
  const chances = createChances(() => settings.seed);
  const proxyRandom = chances.next();
  let lostSegments = 0;

  server.on('connection', (socket) => {
    if (isOn(settings)) condition(socket, { isOpen: false });
  });
  server.on('request', (request, response) => begin(request.socket, response));
  server.on('upgrade', (request) => begin(request.socket, undefined));

  const carriesLane = (socket: Socket) => connections.get(socket)?.isLane() || isLane(booking.carriedBy(socket));

  return {
    settings: () => settings,
    random: proxyRandom,
    isFull: budget.isFull,
    change(patch) {
      settings = patchNetwork(settings, patch);
      if (patch.seed !== undefined) chances.restart();
      for (const connection of [...connections.values()]) connection.changed();
      if (isOn(settings)) for (const socket of meter.sockets()) condition(socket, { isOpen: true });
      else for (const connection of [...connections.values()]) connection.retire();
    },
    stats: () => ({
      connections: connections.size,
      queuedBytes: budget.used(),
      maxQueuedBytes: budget.maxBytes,
      fullTimes: budget.fullTimes(),
      lostSegments,
    }),
    laneSockets: () => meter.sockets().filter(carriesLane),
    stall(sockets) {
      for (const socket of sockets) condition(socket, { isOpen: true }).stall();
    },
  };

  function begin(socket: Socket, response: ServerResponse | undefined): void {
    const connection = connections.get(socket);
    if (connection && isLane(booking.carriedBy(socket))) connection.requestBegan(response);
  }

  function condition(socket: Socket, { isOpen }: { isOpen: boolean }): ConditionedConnection {
    const known = connections.get(socket);
    if (known) return known;
    let owner = booking.carriedBy(socket);
    const share = links.share();
    if (owner) share.use(owner.client);
    const connection = conditionConnection({
      ...{ socket, budget, now, setTimer },
      ...{ isOpen, isLane: isLane(owner) },
      random: chances.next(),
      settings: () => settings,
      access: share.access,
      isLaneTarget(target) {
        owner = booking.identify(target, socket);
        share.use(owner.client);
        return isLane(owner);
      },
      lost(segments) {
        lostSegments += segments;
      },
      noteRefusal: (bytes) => meter.note(socket, 'other', bytes),
      removed() {
        connections.delete(socket);
        meter.underway(socket, undefined);
        share.leave();
      },
    });
    connections.set(socket, connection);
    meter.underway(socket, { bytes: connection.underwayUp, entry: () => owner && entryOf(owner) });
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

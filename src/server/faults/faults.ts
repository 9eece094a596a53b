import type { Socket } from 'node:net';
import type { BadDay, BadDayRequest, Fault, FaultRequest } from '../../protocol/faults.ts';
import { cut, finish } from '../http-server.ts';
import type { Lifetime } from '../lifetime.ts';
import type { NetworkEmulation } from '../wire/conditions/network.ts';
import { planBadDay } from './bad-day.ts';

/** Causes faults, and remembers them. */
export type Faults = {
  cause(fault: FaultRequest): Fault;
  /** Plays a bad day; undefined when one is being played. */
  playBadDay(request: BadDayRequest): BadDay | undefined;
  /** The faults after the `after`th, as far as they are kept. */
  after(number: number): readonly Fault[];
  badDay(): BadDay | undefined;
  /** Ends the bad day and every fault that lasts. */
  end(): void;
  /** Whether the lanes cannot reach the server now. */
  isAway(): boolean;
};

type Needs = {
  readonly network: Pick<NetworkEmulation, 'laneSockets' | 'stall'>;
  readonly lifetime: Lifetime;
  /** Empties every channel's log, under a new epoch. */
  restartLogs(): void;
  now(): number;
  setTimer(delayMs: number, run: () => void): () => void;
};

const MAX_KEPT = 500;

/** How long streams have to take note that the server ends. */
const FAREWELL_MS = 100;

export function createFaults({ network, lifetime, restartLogs, now, setTimer }: Needs): Faults {
  let kept: readonly Fault[] = [];
  let count = 0;
  let awayUntil = Number.NEGATIVE_INFINITY;
  let badDay: BadDay | undefined;
  const cancelPlan = new Set<() => void>();
  const farewells = new Set<() => void>();

  return {
    cause: (fault) => cause(fault, 'hand'),
    playBadDay(request) {
      if (playing()) return undefined;
      const plan = planBadDay(request);
      const startedAt = now();
      badDay = { seed: request.seed, startedAt, endsAt: startedAt + request.seconds * 1_000, plan };
      for (const { afterSeconds, fault } of plan) {
        const cancel = setTimer(afterSeconds * 1_000, () => {
          cancelPlan.delete(cancel);
          cause(fault, 'bad-day');
        });
        cancelPlan.add(cancel);
      }
      return badDay;
    },
    after: (number) => kept.filter((fault) => fault.number > number),
    badDay: playing,
    end() {
      for (const cancel of cancelPlan) cancel();
      cancelPlan.clear();
      for (const say of [...farewells]) say();
      badDay = undefined;
      const at = now();
      awayUntil = Math.min(awayUntil, at);
      kept = kept.map((fault) => (fault.until > at ? { ...fault, until: at } : fault));
    },
    isAway: () => now() < awayUntil,
  };

  function playing(): BadDay | undefined {
    return badDay && now() < badDay.endsAt ? badDay : undefined;
  }

  function cause(request: FaultRequest, why: Fault['cause']): Fault {
    const at = now();
    const sockets = network.laneSockets();
    const lastsMs = 'seconds' in request ? request.seconds * 1_000 : 0;
    count += 1;
    const fault: Fault = {
      ...{ number: count, kind: request.kind, at, until: at + lastsMs },
      ...{ connections: sockets.length, cause: why },
      ...(request.kind === 'cut' && { how: request.how }),
    };
    kept = [...kept, fault].slice(-MAX_KEPT);
    if (lastsMs > 0) awayUntil = Math.max(awayUntil, fault.until);
    inflict(request, sockets);
    return fault;
  }

  function inflict(fault: FaultRequest, sockets: readonly Socket[]): void {
    switch (fault.kind) {
      case 'cut':
        for (const socket of sockets) cut(socket, fault.how);
        return;
      case 'outage':
        for (const socket of sockets) cut(socket, 'rst');
        return;
      case 'stall':
        network.stall(sockets);
        return;
      case 'restart':
        lifetime.endHeld();
        restartLogs();
        bidFarewell(sockets);
    }
  }

  function bidFarewell(sockets: readonly Socket[]): void {
    const say = () => {
      cancel();
      farewells.delete(say);
      for (const socket of sockets) if (!socket.destroyed) finish(socket, setTimer);
    };
    const cancel = setTimer(FAREWELL_MS, say);
    farewells.add(say);
  }
}

import type { AddressInfo } from 'node:net';
import { LAB_CHANNEL } from '../protocol/event.ts';
import { DEFAULT_PUBLISHER, type PublisherSettings } from '../protocol/experiment.ts';
import { NO_CONDITIONS } from '../protocol/network.ts';
import { createChannels } from '../stream/channels.ts';
import type { EventLog } from '../stream/event-log.ts';
import { createEpoch, createMemoryLog, DEFAULT_LOG_LIMITS } from '../stream/memory-log.ts';
import { createPublisher } from '../stream/publisher.ts';
import { createApp, type Page } from './app.ts';
import { type Counters, createCounters } from './counters.ts';
import { createDeliveryDelays } from './delivery-delays.ts';
import { createFaults } from './faults/faults.ts';
import { createGuard } from './guard.ts';
import { createHttpServer } from './http-server.ts';
import { createLifetime } from './lifetime.ts';
import { createLoadReader, type ProcessReadings } from './load.ts';
import { createSwarms, type SwarmChild } from './swarm-process.ts';
import { createFanOuts } from './transports/fan-outs.ts';
import type { Answer } from './transports/poll-answer.ts';
import { DEFAULT_STREAM_LIMITS, type StreamLimits } from './transports/server-transport.ts';
import { createSliceMemo } from './transports/slice-memo.ts';
import { bookTraffic, nameOf } from './wire/booking.ts';
import { createNetwork } from './wire/conditions/network.ts';
import { createLedger } from './wire/ledger.ts';
import { createMeter } from './wire/meter.ts';

export type LabOptions = {
  readonly host: string;
  /** Origins whose pages may use this server; `*` is everybody. */
  readonly allowedOrigins: readonly string[];
  readonly version: string;
  readonly publisher?: Partial<PublisherSettings>;
  readonly logLimits?: typeof DEFAULT_LOG_LIMITS;
  readonly streamLimits?: Partial<StreamLimits>;
  readonly page?: Page;
};

/** What the server takes from the world. */
export type World = {
  /** ms since 1970, fractional, never steps back. */
  now(): number;
  random(): number;
  /** Calls `run` once after `delayMs`; the answer cancels it. */
  setTimer(delayMs: number, run: () => void): () => void;
  readonly process: ProcessReadings;
  /** Starts the process of a swarm. */
  startSwarmProcess(): SwarmChild;
};

export type LabServer = {
  /** Resolves to the port that is listened on; 0 asks for any. */
  listen(port: number): Promise<number>;
  /** Tells every stream that it is over, gives it a moment to say so, and leaves no socket and no timer. */
  close(): Promise<void>;
};

/** How long clients have to take note that the server ends. */
const FAREWELL_MS = 250;

/** Clients that may wait to be let in, for ten thousand that come back at once; Linux takes 4,096 at the most by default. */
const BACKLOG = 4_096;

/** Each channel may hold 32 MiB of events, so this bounds the memory that anybody can make the server use. */
const MAX_CHANNELS = 16;

export async function createLabServer(options: LabOptions, world: World): Promise<LabServer> {
  const { now, random, setTimer } = world;
  const counters = createCounters();
  const openLog = () =>
    createMemoryLog({ epoch: createEpoch(random), now, ...(options.logLimits ?? DEFAULT_LOG_LIMITS) });
  const channels = createChannels({
    openLog: () => countAppends(openLog(), counters),
    maxChannels: MAX_CHANNELS,
    permanent: LAB_CHANNEL,
  });
  const publisher = createPublisher({
    settings: { ...DEFAULT_PUBLISHER, ...options.publisher },
    publish: (type, data) => channels.get(LAB_CHANNEL).append({ type, data }),
    now,
    setTimer,
  });

  const server = createHttpServer(setTimer);
  const ledger = createLedger(now);
  const meter = createMeter(ledger.entry(undefined, 'control'));
  const lifetime = createLifetime();
  const booking = bookTraffic(server, meter, ledger, now);
  const network = createNetwork({
    ...{ server, booking, meter, initial: NO_CONDITIONS, now, setTimer },
    entryOf: (owner) => ledger.entry(nameOf(owner), owner.part),
  });
  const faults = createFaults({
    ...{ network, lifetime, now, setTimer },
    restartLogs: channels.restart,
  });
  const load = createLoadReader({
    ...{ ledger, meter, now, setTimer, process: world.process, maxConnections: server.maxConnections },
    published: () => counters.published,
  });
  const swarms = createSwarms({
    ...{ now, setTimer, startProcess: world.startSwarmProcess },
    url: () => reachableAt(server.address() as AddressInfo),
  });
  const limits = { ...DEFAULT_STREAM_LIMITS, ...options.streamLimits };
  const delays = createDeliveryDelays();
  const services = {
    ...{ channels, publisher, ledger, meter, lifetime, network, faults, load, swarms, now, setTimer },
    ...{ limits, counters, delays, fanOuts: createFanOuts({ limits, counters, delays, now, setTimer }) },
    answers: createSliceMemo<Answer>(),
    guard: createGuard(options),
    server: { version: options.version, startedAt: now() },
    ...booking,
  };
  const app = await createApp(server, services, options.allowedOrigins, options.page);

  return {
    async listen(port) {
      await app.listen({ port, host: options.host, backlog: BACKLOG });
      return (server.address() as AddressInfo).port;
    },
    async close() {
      publisher.stop();
      await swarms.close();
      faults.end();
      lifetime.end();
      const cancelFarewell = setTimer(FAREWELL_MS, () => meter.destroyAll());
      await app.close();
      cancelFarewell();
      // Last, for whoever asks meanwhile would have it measured again.
      load.stop();
    },
  };
}

function countAppends(log: EventLog, counters: Counters): EventLog {
  return {
    ...log,
    append(entry, signal) {
      counters.published += 1;
      return log.append(entry, signal);
    },
  };
}

/** Where this machine reaches the server: a server that listens on all addresses listens on the loopback one, too. */
function reachableAt({ address, port }: AddressInfo): string {
  const host = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }[address] ?? (address.includes(':') ? `[${address}]` : address);
  return `http://${host}:${port}`;
}

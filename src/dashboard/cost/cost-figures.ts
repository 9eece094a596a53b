import type { Load } from '../../protocol/load.ts';
import type { Swarm } from '../../protocol/swarm.ts';
import { TRANSPORTS, type Transport } from '../../protocol/transports.ts';
import { cpuMs, latestSpan, readingWithoutClients, type Sample, type Span, spanOf } from './cost-history.ts';

/** What the whole process costs, per second and now. */
export type ServerFigures = {
  /** Of one core. */
  readonly cpuPercent: number;
  /** How much of the time the event loop was at work. */
  readonly busyPercent: number;
  readonly delayMs: Load['eventLoop']['delayMs'];
  readonly rssBytes: number;
  readonly publishedPerSecond: number;
  /** Events written to clients. */
  readonly deliveredPerSecond: number;
  /** Undefined while nothing was delivered. */
  readonly cpuPerDeliveryUs: number | undefined;
};

/** What one transport moves. */
export type TransportFigures = {
  readonly deliveredPerSecond: number;
  readonly requestsPerSecond: number;
  readonly upPerSecond: number;
  readonly downPerSecond: number;
  readonly cpuPerDeliveryUs: Share;
  readonly memoryPerConnectionBytes: Share;
};

/** CPU time and memory belong to the process: they are a transport's own only while no other has clients. */
export type Share = number | 'shared' | undefined;

export type CostFigures = {
  /** As it was told last while its clients were there. */
  readonly swarm: Swarm | null;
  readonly server: ServerFigures;
  readonly transports: Readonly<Partial<Record<Transport, TransportFigures>>>;
};

/** The figures of a swarm's latest seconds; undefined until it was read twice. */
export function swarmFigures(history: readonly Sample[], swarm: number): CostFigures | undefined {
  const span = latestSpan(history, swarm);
  if (!span) return undefined;
  const server = serverFigures(span);
  const alone = aloneIn(span);
  const without = readingWithoutClients(history, swarm);
  const transports = TRANSPORTS.filter((transport) => span.to.swarm?.transports[transport]).map((transport) => {
    const shared = alone === undefined ? ('shared' as const) : undefined;
    const isAlone = alone === transport;
    return [
      transport,
      {
        deliveredPerSecond: receivedPerSecond(span, transport),
        requestsPerSecond: perSecond(span, ({ transports: each }) => each[transport].requests),
        upPerSecond: perSecond(span, ({ transports: each }) => each[transport].bytesUp),
        downPerSecond: perSecond(span, ({ transports: each }) => each[transport].bytesDown),
        cpuPerDeliveryUs: isAlone ? server.cpuPerDeliveryUs : shared,
        memoryPerConnectionBytes: isAlone ? memoryPerConnection(span.to.load, without, transport) : shared,
      },
    ] as const;
  });
  return { swarm: span.to.swarm, server, transports: Object.fromEntries(transports) };
}

/** Of the latest two readings, whoever is connected. */
export function latestServerFigures(history: readonly Sample[]): ServerFigures | undefined {
  const [from, to] = history.slice(-2);
  return from && to ? serverFigures(spanOf(from, to)) : undefined;
}

export function serverFigures(span: Span): ServerFigures {
  const { load } = span.to;
  const cpuPerSecondMs = perSecond(span, cpuMs);
  const busy = perSecond(span, ({ eventLoop }) => eventLoop.busyMs);
  const idle = perSecond(span, ({ eventLoop }) => eventLoop.idleMs);
  const deliveredPerSecond = perSecond(span, writtenEvents);
  return {
    cpuPercent: cpuPerSecondMs / 10,
    busyPercent: busy + idle === 0 ? 0 : (busy / (busy + idle)) * 100,
    delayMs: load.eventLoop.delayMs,
    rssBytes: load.memory.rssBytes,
    publishedPerSecond: perSecond(span, ({ published }) => published),
    deliveredPerSecond,
    cpuPerDeliveryUs: deliveredPerSecond > 0 ? (cpuPerSecondMs * 1_000) / deliveredPerSecond : undefined,
  };
}

/** What its clients read, by their own count. */
function receivedPerSecond({ from, to }: Span, transport: Transport): number {
  const [before, after] = [from.swarm, to.swarm];
  const seconds = ((after?.at ?? 0) - (before?.at ?? 0)) / 1_000;
  const events = (after?.transports[transport]?.events ?? 0) - (before?.transports[transport]?.events ?? 0);
  return seconds > 0 ? Math.max(0, events / seconds) : 0;
}

function perSecond({ from, to, seconds }: Span, counter: (load: Load) => number): number {
  return seconds > 0 ? Math.max(0, (counter(to.load) - counter(from.load)) / seconds) : 0;
}

function writtenEvents({ transports }: Load): number {
  return TRANSPORTS.reduce((sum, transport) => sum + transports[transport].events, 0);
}

/**
 * The one transport that had clients; undefined when several had. Of one that the swarm has none of, what it did
 * counts: a connection that once carried a poll may be kept for long.
 */
function aloneIn({ from, to }: Span): Transport | undefined {
  const busy = TRANSPORTS.filter((transport) => {
    const [before, after] = [from.load.transports[transport], to.load.transports[transport]];
    const isOfSwarm = (to.swarm?.transports[transport]?.wanted ?? 0) > 0;
    return isOfSwarm || after.requests > before.requests || after.events > before.events;
  });
  return busy.length === 1 ? busy[0] : undefined;
}

/** By the resident set, for garbage is not collected while a swarm runs. */
function memoryPerConnection(load: Load, without: Load | undefined, transport: Transport): number | undefined {
  const more = without ? load.transports[transport].open - without.transports[transport].open : 0;
  if (!without || more <= 0) return undefined;
  const grown = load.memory.rssBytes - without.memory.rssBytes;
  // Less than without clients: the reading without them says nothing of them.
  return grown < 0 ? undefined : grown / more;
}

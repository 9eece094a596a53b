import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { answerAll } from '../channel.ts';
import type { ReaderFigures, ReaderQuestion, Settled } from '../messages.ts';
import { monotonicMs } from '../monotonic.ts';
import type { Connection } from './connection.ts';
import { openStream } from './connection.ts';
import { createDelivery, createTally } from './delivery.ts';
import { dialect } from './dialects.ts';
import { openPoller } from './poller.ts';

/** The load reader: all subscribers of a turn in one process, the same for every peer. */
const MAX_OPENING = 64;
const RESOLUTION_MS = 5;

const tally = createTally();
const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
let connections: Connection[] = [];
let marked = { at: monotonicMs(), loop: performance.eventLoopUtilization() };
delays.enable();

answerAll(null, answer, () => {});

function answer(question: ReaderQuestion): unknown {
  switch (question.kind) {
    case 'connect':
      return open(question);
    case 'mark':
      Object.assign(tally, { delivered: 0, bytesDown: 0, bytesUp: 0, requests: 0 });
      tally.latency.reset();
      delays.reset();
      marked = { at: monotonicMs(), loop: performance.eventLoopUtilization() };
      return null;
    case 'figures':
      return figures();
    case 'settle':
      return settle(question.lastId, question.patienceMs);
    case 'disconnect':
      for (const connection of connections) connection.close();
      connections = [];
      tally.lost = 0;
      return null;
  }
}

async function open({ dialect: name, port, count, afterId, clockMs, pollIntervalMs }: Connect): Promise<string | null> {
  const spoken = dialect(name);
  const now = () => monotonicMs() + clockMs;
  let left = count;
  const openOneByOne = async () => {
    while (left > 0) {
      left -= 1;
      const delivery = createDelivery(tally, now, afterId);
      const connection =
        spoken.kind === 'stream'
          ? openStream(port, spoken, delivery, tally)
          : openPoller(port, spoken, pollIntervalMs, delivery, tally);
      connections.push(connection);
      await connection.opened;
    }
  };
  try {
    await Promise.all(Array.from({ length: MAX_OPENING }, openOneByOne));
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

type Connect = Extract<ReaderQuestion, { kind: 'connect' }>;

function figures(): ReaderFigures {
  const latency = tally.latency.figures();
  return {
    seconds: (monotonicMs() - marked.at) / 1_000,
    delivered: tally.delivered,
    bytesDown: tally.bytesDown,
    bytesUp: tally.bytesUp,
    requests: tally.requests,
    latency: latency ? { p50: latency.p50, p99: latency.p99, p999: latency.p999, max: latency.max } : null,
    busy: performance.eventLoopUtilization(marked.loop).utilization,
    loopDelayP99Ms: Math.max(0, delays.percentile(99) / 1e6 - RESOLUTION_MS),
  };
}

async function settle(lastId: number, patienceMs: number): Promise<Settled> {
  const until = monotonicMs() + patienceMs;
  const isBehind = ({ delivery }: Connection) => delivery.lastId() < lastId;
  while (connections.some(isBehind) && monotonicMs() < until) await new Promise((resolve) => setTimeout(resolve, 20));
  const sum = (of: (connection: Connection) => number) =>
    connections.reduce((total, connection) => total + of(connection), 0);
  return {
    missing: sum(({ delivery }) => delivery.missing() + Math.max(0, lastId - delivery.lastId())),
    disordered: sum(({ delivery }) => delivery.disordered()),
    lost: tally.lost,
  };
}

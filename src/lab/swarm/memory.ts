import type { Load } from '../../protocol/load.ts';
import type { CurvePoint } from '../../protocol/swarm.ts';
import type { Transport } from '../../protocol/transports.ts';

/** The memory of fewer is lost in what a server holds and lets go of anyhow. */
const LEAST_HELD = 100;

/** The log that the server keeps by default, which grows with every event until it is full. */
const LOG_EVENTS = 20_000;
const LOG_BYTES = 32 * 1024 * 1024;

/** An event is kept as text, as an object and encoded; around it stand an id, a time and places in lists. */
const COPIES = 3;
const AROUND_BYTES = 300;

/** Of what was measured so much may be the log's. */
const MAX_LOG_PART = 0.1;

/** What a connection takes of heap and external memory, between two readings that were taken after collecting garbage. */
export function memoryPerConnection(
  empty: Load,
  held: Load,
  transport: Transport,
): Pick<CurvePoint, 'memoryPerConnectionBytes' | 'memoryWhy'> {
  const connections = held.transports[transport].open - empty.transports[transport].open;
  if (connections < LEAST_HELD) return unknown(`Memory is told from ${LEAST_HELD} connections on.`);
  const grown = usedBytes(held) - usedBytes(empty);
  if (grown < 0) return unknown('Memory cannot be told: the server held less than it did without clients.');
  if (logGrowth(empty, held, transport) > MAX_LOG_PART * grown) {
    return unknown('Memory cannot be told: the log grew meanwhile.');
  }
  return { memoryPerConnectionBytes: grown / connections, memoryWhy: null };
}

const unknown = (memoryWhy: string) => ({ memoryPerConnectionBytes: null, memoryWhy });

const usedBytes = ({ memory }: Load) => memory.heapUsedBytes + memory.externalBytes;

/** By how much at the most: of a log that is full each event drives out another. */
function logGrowth(empty: Load, held: Load, transport: Transport): number {
  const events = Math.min(held.published, LOG_EVENTS) - Math.min(empty.published, LOG_EVENTS);
  const [before, after] = [empty.transports[transport], held.transports[transport]];
  const delivered = after.events - before.events;
  const payload = delivered > 0 ? (after.payloadBytes - before.payloadBytes) / delivered : 0;
  return Math.min(COPIES * LOG_BYTES, events * (COPIES * payload + AROUND_BYTES));
}

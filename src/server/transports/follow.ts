import type { Socket } from 'node:net';
import type { CursorRequest } from '../../protocol/cursor.ts';
import type { EventLog, LoggedEvent, Slice } from '../../stream/event-log.ts';
import type { Exchange } from '../wire/booking.ts';
import type { PieceText } from '../wire/journal.ts';
import { bytesGivenToKernel } from '../wire/meter.ts';
import type { StreamServices } from './server-transport.ts';

/** How one kind of stream puts things on its socket. */
export type StreamWriter = {
  /** Whether what is written can still reach the client. */
  isOpen(): boolean;
  event(event: LoggedEvent, epoch: string): void;
  gap(gap: NonNullable<Slice['gap']>): void;
  /** The event as it stands on the wire. */
  show(event: LoggedEvent, epoch: string): readonly PieceText[];
  /** Shows the client, and what lies in between, that the stream is alive. */
  heartbeat(): void;
};

/**
 * Writes a channel's events to one client as they come, until the signal is aborted.
 *
 * The log is the only buffer: what is read is written, and nothing more is read until the socket has
 * taken it. So a slow reader costs at most one burst of memory, falls behind on its own, and is told
 * of a gap once what it missed has expired.
 *
 * @returns why it is over: the signal was aborted, or the reader took nothing for `stallMs`.
 */
export async function follow(
  { log, after, socket, exchange, writer, signal }: Following,
  { limits, counters, setTimer }: StreamServices,
): Promise<'aborted' | 'stalled'> {
  const beat = () => {
    writer.heartbeat();
    if (!socket.destroyed) exchange.heartbeat();
  };
  const heartbeats = startHeartbeats(limits.heartbeatMs, beat, setTimer);
  try {
    let slice = await log.read(after, limits.burst, signal);
    while (!signal.aborted && writer.isOpen()) {
      if (slice.gap) {
        counters.gapsTold += 1;
        writer.gap(slice.gap);
      }
      const { events, epoch } = slice;
      for (const event of events) writer.event(event, epoch);
      const last = events.at(-1);
      if (last) {
        exchange.wrote(slice, () => writer.show(last, epoch));
        heartbeats.wrote();
      }
      if (socket.writableNeedDrain && !(await drained(socket, limits.stallMs, signal, setTimer))) {
        if (signal.aborted) break;
        counters.slowReadersCut += 1;
        return 'stalled';
      }
      if (!slice.more) await log.wait(slice.cursor, signal);
      slice = await log.read(slice.cursor, limits.burst, signal);
    }
    return 'aborted';
  } catch (error) {
    if (signal.aborted) return 'aborted';
    throw error;
  } finally {
    heartbeats.stop();
  }
}

type Following = {
  readonly log: EventLog;
  readonly after: CursorRequest | undefined;
  readonly socket: Socket;
  readonly exchange: Exchange;
  readonly writer: StreamWriter;
  readonly signal: AbortSignal;
};

type SetTimer = StreamServices['setTimer'];

/** True once the socket has taken all that was written; false when it takes nothing for `stallMs`, or on abort. */
function drained(socket: Socket, stallMs: number, signal: AbortSignal, setTimer: SetTimer): Promise<boolean> {
  return new Promise((resolve) => {
    let taken = bytesGivenToKernel(socket);
    const check = () => {
      const takenNow = bytesGivenToKernel(socket);
      if (takenNow === taken) return settle(false);
      taken = takenNow;
      cancelTimer = setTimer(stallMs, check);
    };
    const settle = (result: boolean) => {
      cancelTimer();
      socket.off('drain', onDrain);
      signal.removeEventListener('abort', onAbort);
      resolve(result);
    };
    const onDrain = () => settle(true);
    const onAbort = () => settle(false);
    let cancelTimer = setTimer(stallMs, check);
    socket.on('drain', onDrain);
    signal.addEventListener('abort', onAbort);
  });
}

/** Heartbeats while nothing else is written; the answer stops them. */
function startHeartbeats(periodMs: number, beat: () => void, setTimer: SetTimer): { wrote(): void; stop(): void } {
  let quiet = true;
  const arm = () =>
    setTimer(periodMs, () => {
      cancel = arm();
      if (quiet) beat();
      quiet = true;
    });
  let cancel = arm();
  return {
    wrote() {
      quiet = false;
    },
    stop: () => cancel(),
  };
}

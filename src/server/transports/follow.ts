import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { CursorRequest } from '../../protocol/cursor.ts';
import type { EventLog } from '../../stream/event-log.ts';
import type { Exchange } from '../wire/booking.ts';
import type { Follower, StreamWriter } from './fan-out.ts';
import type { StreamServices } from './server-transport.ts';

/**
 * Has a channel's events written to one client as they come, until the client is gone, the server ends, or the reader
 * took nothing for too long; then `over` is told which, once. Returns how to end it sooner, without a word.
 */
export function follow(
  { log, after, connection, socket, exchange, writer, over }: Following,
  { fanOuts, lifetime, now }: StreamServices,
): () => void {
  const fanOut = fanOuts.of(log);
  const follower: Follower = {
    ...{ socket, exchange, writer, wroteAt: now() },
    stalled() {
      leave();
      over('stalled');
    },
  };
  fanOut.follow(follower, after);
  const release = lifetime.hold(connection, () => {
    fanOut.leave(follower);
    over('ended');
  });
  return leave;

  function leave(): void {
    release();
    fanOut.leave(follower);
  }
}

type Following = {
  readonly log: EventLog;
  readonly after: CursorRequest | undefined;
  /** With its close the client is gone. */
  readonly connection: ServerResponse | Socket;
  readonly socket: Socket;
  readonly exchange: Exchange;
  readonly writer: StreamWriter;
  over(end: 'ended' | 'stalled'): void;
};

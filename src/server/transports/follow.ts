import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { CursorRequest } from '../../protocol/cursor.ts';
import type { EventLog } from '../../stream/event-log.ts';
import type { Lifetime } from '../lifetime.ts';
import type { Exchange } from '../wire/booking.ts';
import type { Line } from '../wire/meter.ts';
import type { FanOut, Follower, StreamWriter } from './fan-out.ts';
import type { StreamServices } from './server-transport.ts';

type Following = {
  readonly log: EventLog;
  readonly after: CursorRequest | undefined;
  /** With its close the client is gone. */
  readonly connection: ServerResponse | Socket;
  readonly socket: Socket;
  readonly exchange: Exchange;
  readonly writer: StreamWriter;
};

/**
 * Has a channel's events written to one client as they come, until the client is gone, the server ends, or the reader
 * takes nothing for too long.
 */
export function follow(
  following: Following,
  { fanOuts, lifetime, meter, now }: StreamServices,
): Pick<Follower, 'leave'> {
  const fanOut = fanOuts.of(following.log);
  const follower = new StreamFollower(following, { fanOut, lifetime, now: now() });
  // What was said to greet the client has left by now: nothing need be kept of it.
  meter.settle(following.socket);
  fanOut.follow(follower, following.after);
  lifetime.hold(following.connection, follower);
  return follower;
}

type Around = { readonly fanOut: FanOut; readonly lifetime: Lifetime; readonly now: number };

/** A class, because there are ten thousand of them: its methods take no place in them. */
class StreamFollower implements Follower {
  readonly socket: Socket;
  readonly line: Line | undefined;
  readonly exchange: Exchange;
  readonly writer: StreamWriter;
  wroteAt: number;
  hasLeft = false;
  readonly #connection: Following['connection'];
  readonly #fanOut: FanOut;
  readonly #lifetime: Lifetime;

  constructor({ socket, exchange, writer, connection }: Following, { fanOut, lifetime, now }: Around) {
    this.socket = socket;
    this.line = exchange.line;
    this.exchange = exchange;
    this.writer = writer;
    this.wroteAt = now;
    this.#connection = connection;
    this.#fanOut = fanOut;
    this.#lifetime = lifetime;
  }

  over(): void {
    this.#fanOut.leave(this);
    this.writer.end('ended');
  }

  leave(): void {
    this.#fanOut.leave(this);
    this.#lifetime.release(this.#connection);
  }
}

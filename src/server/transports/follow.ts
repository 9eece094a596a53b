import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { CursorRequest } from '../../protocol/cursor.ts';
import type { EventLog } from '../../stream/event-log.ts';
import type { Held } from '../lifetime.ts';
import type { Exchange } from '../wire/booking.ts';
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
export function follow(following: Following, { fanOuts, lifetime, now }: StreamServices): Pick<Follower, 'leave'> {
  const fanOut = fanOuts.of(following.log);
  const follower = new StreamFollower(following, fanOut, now());
  fanOut.follow(follower, following.after);
  follower.held = lifetime.hold(following.connection, follower);
  return follower;
}

/** A class, because there are ten thousand of them: its methods take no place in them. */
class StreamFollower implements Follower {
  readonly socket: Socket;
  readonly exchange: Exchange;
  readonly writer: StreamWriter;
  readonly #fanOut: FanOut;
  readonly joinedAt: number;
  wroteAt: number;
  held: Held | undefined;

  constructor({ socket, exchange, writer }: Following, fanOut: FanOut, now: number) {
    this.socket = socket;
    this.exchange = exchange;
    this.writer = writer;
    this.#fanOut = fanOut;
    this.joinedAt = now;
    this.wroteAt = now;
    this.held = undefined;
  }

  over(): void {
    this.#fanOut.leave(this);
    this.writer.end('ended');
  }

  leave(): void {
    this.#fanOut.leave(this);
    this.held?.release();
  }
}

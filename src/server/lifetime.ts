import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** What is held open: long polls, SSE streams, WebSockets; so that nothing outlives its client or the server. */
export type Lifetime = {
  readonly ending: boolean;
  /**
   * Tells `what` that it is over once `connection` closes or the server ends, unless it is released before; at once, if
   * either has happened already. A connection holds one thing at a time.
   */
  hold(connection: Connection, what: Held): void;
  release(connection: Connection): void;
  /** Ends everything that is held now. */
  endHeld(): void;
  /** Ends everything that is held, and whatever will be. */
  end(): void;
};

type Connection = ServerResponse | Duplex;
type Held = { over(): void };

export function createLifetime(): Lifetime {
  const held = new Map<Connection, Held>();
  let ending = false;

  return {
    release,
    endHeld,
    get ending() {
      return ending;
    },
    hold(connection, what) {
      held.set(connection, what);
      connection.on('close', closed);
      if (ending || connection.destroyed) end(connection);
    },
    end() {
      ending = true;
      endHeld();
    },
  };

  /** One function for all of them, for it is kept as long as they are. */
  function closed(this: Connection): void {
    end(this);
  }

  function end(connection: Connection): void {
    const what = held.get(connection);
    release(connection);
    what?.over();
  }

  function release(connection: Connection): void {
    held.delete(connection);
    connection.off('close', closed);
  }

  function endHeld(): void {
    for (const connection of [...held.keys()]) end(connection);
  }
}

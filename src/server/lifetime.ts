import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** What is held open: long polls, SSE streams, WebSockets; so that nothing outlives its client or the server. */
export type Lifetime = {
  readonly ending: boolean;
  /**
   * Tells `what` that it is over once `connection` closes or the server ends, unless it is released before; at once, if
   * either has happened already.
   */
  hold(connection: ServerResponse | Duplex, what: { over(): void }): Held;
  /** Ends everything that is held now. */
  endHeld(): void;
  /** Ends everything that is held, and whatever will be. */
  end(): void;
};

export type Held = { release(): void };

export function createLifetime(): Lifetime {
  const held = new Set<HeldConnection>();
  let ending = false;
  const endHeld = () => {
    for (const each of [...held]) each.end();
  };
  return {
    endHeld,
    get ending() {
      return ending;
    },
    hold(connection, what) {
      const each = new HeldConnection(connection, what, held);
      if (ending || connection.destroyed) each.end();
      return each;
    },
    end() {
      ending = true;
      endHeld();
    },
  };
}

/** A class, because there are ten thousand of them: its methods take no place in them. */
class HeldConnection implements Held {
  readonly #connection: ServerResponse | Duplex;
  readonly #what: { over(): void };
  readonly #all: Set<HeldConnection>;
  readonly #onClose = () => this.end();

  constructor(connection: ServerResponse | Duplex, what: { over(): void }, all: Set<HeldConnection>) {
    this.#connection = connection;
    this.#what = what;
    this.#all = all;
    all.add(this);
    connection.on('close', this.#onClose);
  }

  end(): void {
    this.release();
    this.#what.over();
  }

  release(): void {
    this.#all.delete(this);
    this.#connection.off('close', this.#onClose);
  }
}

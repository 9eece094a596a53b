import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** What is held open: long polls, SSE streams, WebSockets; so that nothing outlives its client or the server. */
export type Lifetime = {
  readonly ending: boolean;
  /**
   * Calls `over` once `connection` closes or the server ends, unless it was released before; at once, if either has
   * happened already.
   */
  hold(connection: ServerResponse | Duplex, over: () => void): Release;
  /** Ends everything that is held now. */
  endHeld(): void;
  /** Ends everything that is held, and whatever will be. */
  end(): void;
};

export type Release = () => void;

export function createLifetime(): Lifetime {
  const held = new Set<() => void>();
  let ending = false;
  const endHeld = () => {
    for (const end of [...held]) end();
  };
  return {
    endHeld,
    get ending() {
      return ending;
    },
    hold(connection, over) {
      const end = () => {
        release();
        over();
      };
      const release = () => {
        held.delete(end);
        connection.off('close', end);
      };
      held.add(end);
      connection.on('close', end);
      if (ending || connection.destroyed) end();
      return release;
    },
    end() {
      ending = true;
      endHeld();
    },
  };
}

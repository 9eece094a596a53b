import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * What is held open: long polls, SSE streams, WebSockets. Each gets a signal that is aborted when
 * its client is gone or the server ends, so that nothing outlives either.
 *
 * `AbortSignal.any` with one signal for the whole server is not used: in Node 20 every derived
 * signal stays referenced from the long-lived one.
 */
export type Lifetime = {
  readonly ending: boolean;
  /** The signal is aborted once `connection` closes, the server ends, or `release` is called. */
  hold(connection: ServerResponse | Duplex): Held;
  /** Aborts everything that is held now. */
  endHeld(): void;
  /** Aborts everything that is held, and whatever will be. */
  end(): void;
};

export type Held = { readonly signal: AbortSignal; release(): void };

export function createLifetime(): Lifetime {
  const held = new Set<AbortController>();
  let ending = false;
  const endHeld = () => {
    for (const controller of [...held]) controller.abort();
  };
  return {
    endHeld,
    get ending() {
      return ending;
    },
    hold(connection) {
      const controller = new AbortController();
      const release = () => {
        held.delete(controller);
        connection.off('close', release);
        controller.abort();
      };
      held.add(controller);
      connection.on('close', release);
      if (ending || connection.destroyed) release();
      return { signal: controller.signal, release };
    },
    end() {
      ending = true;
      endHeld();
    },
  };
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { ProblemError } from '../problems.ts';

export type ConnectionCap = {
  /** Throws 503 when the client has so many requests open already; 0 sets no limit. Counts in any case. */
  admit(client: string, max: number, request: IncomingMessage, response: ServerResponse): void;
};

/** Counts what each client has open: a request until its answer is over, a WebSocket until its connection is. */
export function createConnectionCap(): ConnectionCap {
  const open = new Map<string, number>();

  return {
    admit(client, max, request, response) {
      const count = open.get(client) ?? 0;
      if (max > 0 && count >= max) {
        throw new ProblemError(503, `The proxy allows a client ${max} requests at once; ${count} are open`);
      }
      open.set(client, count + 1);
      // A WebSocket's answer lets go of its connection and is heard of no more.
      const exchange = request.headers.upgrade === undefined ? response : request.socket;
      exchange.once('close', () => {
        const left = (open.get(client) ?? 1) - 1;
        if (left > 0) open.set(client, left);
        else open.delete(client);
      });
    },
  };
}

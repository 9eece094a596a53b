import type { Gap } from '../protocol/answer.ts';
import type { LaneName } from '../protocol/lanes.ts';
import type { Transport } from '../protocol/transports.ts';
import type { TracedExchanges } from './trace-exchanges.ts';
import type { TraceMark } from './trace-types.ts';
import type { Arrival } from './write-matching.ts';

/** What the client tells. `by` is the transport that the automatic lane asked by. */
export type LaneTrace = {
  on(at: number): void;
  off(at: number): void;
  sent(at: number, by?: Transport): void;
  answered(at: number, events: number | null, by?: Transport): void;
  /** The connection is gone, or the attempt failed; it waits until `retryAt`, if it does. */
  lost(at: number, why: string, retryAt?: number): void;
  /** The connection is gone, and whoever made it asks again by itself. */
  reconnecting(at: number, why: string): void;
  gap(at: number, reason: Gap['reason']): void;
  negotiated(at: number, transport: Transport): void;
  received(arrival: Arrival): void;
};

export function createLaneTrace(
  lane: LaneName,
  ways: Readonly<Record<Transport, TracedExchanges>>,
  mark: (mark: TraceMark) => void,
  received: (arrival: Arrival) => void,
): LaneTrace {
  const wayOf = (by: Transport | undefined) => ways[lane === 'automatic' ? (by ?? 'websocket') : lane];
  let asksByItself = false;
  let onTransport: Transport | undefined;

  return {
    on: (at) => mark({ lane, at, kind: 'on' }),
    off(at) {
      over(at, undefined);
      onTransport = undefined;
      mark({ lane, at, kind: 'off' });
    },
    sent(at, by) {
      wayOf(by).sent(at, !asksByItself);
      asksByItself = false;
    },
    answered: (at, count, by) => wayOf(by).answered(at, count),
    lost(at, why, retryAt) {
      over(at, why);
      mark({ lane, at, kind: 'lost', why, retryAt });
    },
    reconnecting(at, why) {
      over(at, why);
      // It tells that it will ask, and waits first.
      asksByItself = lane === 'sse';
      mark({ lane, at, kind: 'lost', why, retryAt: undefined });
    },
    gap: (at, reason) => mark({ lane, at, kind: 'gap', reason }),
    negotiated(at, transport) {
      if (onTransport !== transport) mark({ lane, at, kind: 'transport', transport });
      onTransport = transport;
    },
    received,
  };

  function over(at: number, why: string | undefined): void {
    asksByItself = false;
    for (const way of Object.values(ways)) way.over(at, why);
  }
}

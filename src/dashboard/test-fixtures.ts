import type { LaneSnapshot, Snapshot } from '../lab/messages.ts';
import { BYTE_KINDS, type Ledger, type TransportAccount } from '../protocol/ledger.ts';
import { forEachTransport, type Transport } from '../protocol/transports.ts';

// What tests start from: states in which nothing has happened yet, with the parts given that matter.

export function laneWith(part: Partial<LaneSnapshot> = {}): LaneSnapshot {
  return {
    on: true,
    status: { kind: 'off' },
    delivery: { received: 0, missing: 0, duplicated: 0, outOfOrder: 0, gaps: 0 },
    latency: undefined,
    curve: [],
    series: [],
    reconnects: 0,
    messages: [],
    ...part,
  };
}

/** Lanes that are not named are off. */
export function lanesWith(parts: Partial<Record<Transport, Partial<LaneSnapshot>>>): Snapshot['lanes'] {
  return forEachTransport((transport) => laneWith(parts[transport] ?? { on: false }));
}

const NO_BYTES = Object.fromEntries(BYTE_KINDS.map((kind) => [kind, 0])) as TransportAccount['upBy'];

export function accountWith(part: Partial<TransportAccount> = {}): TransportAccount {
  return {
    requests: 0,
    connections: 0,
    bytesUp: 0,
    bytesDown: 0,
    upBy: NO_BYTES,
    downBy: NO_BYTES,
    emptyResponses: 0,
    events: 0,
    payloadBytes: 0,
    ...part,
  };
}

export function ledgerWith(part: Partial<Ledger> = {}): Ledger {
  const none = { requests: 0, connections: 0, bytesUp: 0, bytesDown: 0 };
  return {
    at: 0,
    wire: { bytesUp: 0, bytesDown: 0 },
    transports: forEachTransport(() => accountWith()),
    control: none,
    static: none,
    ...part,
  };
}

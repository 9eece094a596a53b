import type { LaneName } from '../protocol/lanes.ts';
import { BYTE_KINDS, type BytesByKind, type Ledger, type TransportAccount } from '../protocol/ledger.ts';
import { TRANSPORTS } from '../protocol/transports.ts';

/**
 * The account of a run, and the one of its automatic lane once that was on: it travels on the others' transports, so it
 * has a name of its own in the server's ledger.
 */
export type LanesLedger = Ledger & { readonly automatic?: Ledger | undefined };

/** What was booked to a lane; undefined while that is not known. */
export function laneAccount(ledger: LanesLedger | undefined, lane: LaneName): TransportAccount | undefined {
  if (lane !== 'automatic') return ledger?.transports[lane];
  const { automatic } = ledger ?? {};
  return automatic && TRANSPORTS.map((transport) => automatic.transports[transport]).reduce(sum);
}

/** The two accounts apart, as a file keeps them. */
export function apart(history: readonly LanesLedger[]): { ledger: Ledger[]; automaticLedger: Ledger[] } {
  return {
    ledger: history.map(({ automatic: _, ...ledger }) => ledger),
    automaticLedger: history.flatMap(({ automatic }) => automatic ?? []),
  };
}

/** The two accounts together again: once the automatic lane is asked for, it is asked for each time. */
export function together(ledger: readonly Ledger[], automaticLedger: readonly Ledger[]): LanesLedger[] {
  const without = ledger.length - automaticLedger.length;
  return ledger.map((four, index) => {
    const automatic = automaticLedger[index - without];
    return automatic ? { ...four, automatic } : four;
  });
}

function sum(one: TransportAccount, other: TransportAccount): TransportAccount {
  return {
    requests: one.requests + other.requests,
    connections: one.connections + other.connections,
    bytesUp: one.bytesUp + other.bytesUp,
    bytesDown: one.bytesDown + other.bytesDown,
    upBy: sumByKind(one.upBy, other.upBy),
    downBy: sumByKind(one.downBy, other.downBy),
    emptyResponses: one.emptyResponses + other.emptyResponses,
    events: one.events + other.events,
    payloadBytes: one.payloadBytes + other.payloadBytes,
  };
}

function sumByKind(one: BytesByKind, other: BytesByKind): BytesByKind {
  return Object.fromEntries(BYTE_KINDS.map((kind) => [kind, one[kind] + other[kind]])) as BytesByKind;
}

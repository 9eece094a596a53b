import type { Ledger } from '../../protocol/ledger.ts';
import { forEachTransport, TRANSPORTS, type Transport } from '../../protocol/transports.ts';
import { type LinearScale, linearScale } from '../charts/linear-scale.ts';
import { type ByteShares, byteShares } from './byte-shares.ts';
import { estimateTcpIpBytes } from './tcp-estimate.ts';

/** What an event cost a lane: measured on the sockets, and what TCP and IP added, estimated. */
export type LaneBytes = ByteShares & { readonly estimatePerEvent: number };

/** Undefined for a lane that is off, and before its first event. */
export type LanesBytes = Readonly<Record<Transport, LaneBytes | undefined>>;

export function lanesBytes(
  accounts: Ledger['transports'] | undefined,
  isOn: (transport: Transport) => boolean,
): LanesBytes {
  return forEachTransport((transport) => {
    const account = accounts?.[transport];
    const shares = account && isOn(transport) ? byteShares(account) : undefined;
    return account && shares && { ...shares, estimatePerEvent: estimateTcpIpBytes(transport, account) / shares.events };
  });
}

/** One scale for all bars, estimates included. */
export function bytesScale(lanes: LanesBytes): LinearScale {
  const lengths = TRANSPORTS.map((transport) => lanes[transport]).map((lane) =>
    lane ? lane.perEvent + lane.estimatePerEvent : 0,
  );
  return linearScale(lengths);
}

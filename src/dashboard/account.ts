import type { Ledger } from '../protocol/ledger.ts';
import { TRANSPORTS } from '../protocol/transports.ts';

type Bytes = { readonly bytesUp: number; readonly bytesDown: number };

/** The ledger as a sum: what was booked to whom, and what went over the wire. */
export type Account = {
  readonly parts: readonly (Bytes & { readonly name: string })[];
  readonly wire: Bytes;
  /** The wire less its parts: anything but zero is a fault of the meter. */
  readonly unbooked: Bytes;
};

export function accountOf({ transports, control, static: page, wire }: Ledger): Account {
  const parts = [
    { name: 'Transports', ...sum(TRANSPORTS.map((transport) => transports[transport])) },
    { name: 'Control', ...sum([control]) },
    { name: 'Static', ...sum([page]) },
  ];
  const booked = sum(parts);
  return {
    parts,
    wire,
    unbooked: { bytesUp: wire.bytesUp - booked.bytesUp, bytesDown: wire.bytesDown - booked.bytesDown },
  };
}

function sum(parts: readonly Bytes[]): Bytes {
  return {
    bytesUp: parts.reduce((total, { bytesUp }) => total + bytesUp, 0),
    bytesDown: parts.reduce((total, { bytesDown }) => total + bytesDown, 0),
  };
}

import { TRANSPORTS } from '../protocol/transports.ts';
import type { LanesLedger } from './lanes-ledger.ts';

type Bytes = { readonly bytesUp: number; readonly bytesDown: number };

/** The ledger as a sum: what was booked to whom, and what went over the wire. */
export type Account = {
  readonly parts: readonly (Bytes & { readonly name: string })[];
  readonly wire: Bytes;
  /** The wire less its parts: anything but zero is a fault of the meter. */
  readonly unbooked: Bytes;
};

/** Of all lanes, the automatic one's name in the ledger included. */
export function accountOf(ledger: LanesLedger): Account {
  const both = ledger.automatic ? [ledger, ledger.automatic] : [ledger];
  const parts = [
    { name: 'Transports', ...sum(both.flatMap(({ transports }) => TRANSPORTS.map((each) => transports[each]))) },
    { name: 'Control', ...sum(both.map(({ control }) => control)) },
    { name: 'Static', ...sum(both.map((each) => each.static)) },
  ];
  const wire = sum(both.map((each) => each.wire));
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

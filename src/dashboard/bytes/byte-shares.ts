import { BYTE_KINDS, type ByteKind, type BytesByKind, type TransportAccount } from '../../protocol/ledger.ts';

export type Direction = 'up' | 'down';

/** What one delivered event cost of one kind in one direction. */
export type ByteShare = {
  readonly direction: Direction;
  readonly kind: ByteKind;
  /** Since the reset, whole. */
  readonly bytes: number;
  readonly perEvent: number;
};

/** A lane's wire bytes taken apart, in the order in which they are stacked: up before down. */
export type ByteShares = {
  readonly shares: readonly ByteShare[];
  readonly bytes: number;
  readonly events: number;
  readonly perEvent: number;
  /** The parts less the whole: anything but zero is a fault of the ledger. */
  readonly unexplained: number;
};

/** Undefined while no event was written. */
export function byteShares({ upBy, downBy, bytesUp, bytesDown, events }: TransportAccount): ByteShares | undefined {
  if (events === 0) return undefined;
  const sharesOf = (direction: Direction, by: BytesByKind) =>
    BYTE_KINDS.map((kind) => ({ direction, kind, bytes: by[kind], perEvent: by[kind] / events }));
  const shares = [...sharesOf('up', upBy), ...sharesOf('down', downBy)];
  const bytes = bytesUp + bytesDown;
  const unexplained = shares.reduce((sum, share) => sum + share.bytes, 0) - bytes;
  return { shares, bytes, events, perEvent: bytes / events, unexplained };
}

/**
 * The values in whole tenths, rounded so that they add up to their sum in whole tenths: each is rounded down, and
 * those that lost most by it get the tenths that are left (the largest remainder method).
 */
export function tenthsThatAddUp(values: readonly number[]): number[] {
  const exact = values.map((value) => value * 10);
  const rounded = exact.map(Math.floor);
  const sum = Math.round(exact.reduce((total, value) => total + value, 0));
  const left = sum - rounded.reduce((total, value) => total + value, 0);
  const lossOf = (place: number) => (exact[place] ?? 0) - (rounded[place] ?? 0);
  const byLoss = [...rounded.keys()].sort((one, other) => lossOf(other) - lossOf(one));
  const raised = new Set(byLoss.slice(0, left));
  return rounded.map((value, place) => value + (raised.has(place) ? 1 : 0));
}

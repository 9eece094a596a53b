import type { ByteKind } from '../../protocol/ledger.ts';
import type { PieceText } from './journal.ts';

/** What a stretch of bytes is for. */
export type BodyNote = readonly [kind: ByteKind, bytes: number];

/** Events as they stand on the wire of a stream: encoded once, and written to everybody who waits for them. */
export type Batch = {
  readonly bytes: Buffer;
  /** What the bytes are for, in their order. */
  readonly notes: readonly BodyNote[];
  /** Of `bytes`, what is for either; all of them are for one of the two. */
  readonly framingBytes: number;
  readonly payloadBytes: number;
  readonly epoch: string;
  /** 0, and no ids, when it holds nothing but a gap. */
  readonly events: number;
  readonly firstId: number;
  readonly lastId: number;
  /** The last event as it stands on the wire. */
  readonly show: () => readonly PieceText[];
};

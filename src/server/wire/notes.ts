import type { ByteKind } from '../../protocol/ledger.ts';

/**
 * What the next bytes of a connection are for, in the order in which they were written. Writers note
 * what they write; the meter takes notes off as the bytes leave, so that whatever is counted is also
 * told apart, even when a connection is cut in the middle of a frame.
 */
export type Notes = {
  push(kind: ByteKind, bytes: number): void;
  /** Hands out the next `bytes` by kind; what nobody noted is `fallback`. */
  take(bytes: number, fallback: ByteKind, book: (kind: ByteKind, bytes: number) => void): void;
  /** Notes that wait for their bytes. */
  size(): number;
};

type Note = { readonly kind: ByteKind; bytes: number };

export function createNotes(): Notes {
  let waiting: Note[] = [];

  return {
    push(kind, bytes) {
      const last = waiting.at(-1);
      if (last?.kind === kind) last.bytes += bytes;
      else waiting.push({ kind, bytes });
    },
    take(bytes, fallback, book) {
      let left = bytes;
      let done = 0;
      for (const note of waiting) {
        if (left === 0) break;
        const taken = Math.min(left, note.bytes);
        book(note.kind, taken);
        note.bytes -= taken;
        left -= taken;
        if (note.bytes === 0) done += 1;
      }
      waiting = waiting.slice(done);
      if (left > 0) book(fallback, left);
    },
    size: () => waiting.length,
  };
}

import type { ByteKind } from '../../protocol/ledger.ts';

type Note = { readonly kind: ByteKind; bytes: number };

/** Shared by all who wait for nothing. */
const NONE: Note[] = [];

/**
 * What the next bytes of a connection are for, in the order in which they were written. Writers note
 * what they write; the meter takes notes off as the bytes leave, so that whatever is counted is also
 * told apart, even when a connection is cut in the middle of a frame.
 */
export class Notes {
  #waiting = NONE;

  push(kind: ByteKind, bytes: number): void {
    const last = this.#waiting.at(-1);
    if (last?.kind === kind) last.bytes += bytes;
    else if (last) this.#waiting.push({ kind, bytes });
    else this.#waiting = [{ kind, bytes }];
  }

  /** Hands out the next `bytes` by kind; what nobody noted is `fallback`. */
  take(bytes: number, fallback: ByteKind, book: (kind: ByteKind, bytes: number) => void): void {
    let left = bytes;
    let done = 0;
    for (const note of this.#waiting) {
      if (left === 0) break;
      const taken = Math.min(left, note.bytes);
      book(note.kind, taken);
      note.bytes -= taken;
      left -= taken;
      if (note.bytes === 0) done += 1;
    }
    if (done > 0) this.#waiting = done < this.#waiting.length ? this.#waiting.slice(done) : NONE;
    if (left > 0) book(fallback, left);
  }

  /** Notes that wait for their bytes. */
  size(): number {
    return this.#waiting.length;
  }
}

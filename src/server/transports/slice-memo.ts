import type { LoggedEvent, Slice } from '../../stream/event-log.ts';

/** Gives the encoding of a slice: one that was made for somebody else just before, where there is one. */
export type SliceMemo<Encoded> = (slice: Slice, encode: (slice: Slice) => Encoded) => Encoded;

type Kept<Encoded> = {
  readonly first: LoggedEvent;
  readonly last: LoggedEvent;
  readonly more: boolean;
  readonly encoded: Encoded;
};

/** Clients that wait for the same events have one of the latest few slices in common. */
const KEPT = 4;
/** Larger ones are not kept: encoding costs little beside sending so many bytes. */
const MAX_BYTES = 64 * 1024;

export function createSliceMemo<Encoded extends { readonly bytes: Buffer }>(): SliceMemo<Encoded> {
  let latest: readonly Kept<Encoded>[] = [];

  return (slice, encode) => {
    const { events, gap, more } = slice;
    const [first, last] = [events[0], events.at(-1)];
    // A gap names the cursor of the one who asked.
    if (!first || !last || gap) return encode(slice);
    const known = latest.find((kept) => kept.first === first && kept.last === last && kept.more === more);
    if (known) return known.encoded;
    const encoded = encode(slice);
    if (encoded.bytes.length <= MAX_BYTES) latest = [{ first, last, more, encoded }, ...latest.slice(0, KEPT - 1)];
    return encoded;
  };
}

const START = Buffer.from('{"id":');
const MIDDLE = Buffer.from(',"type":"sample","at":');
const [ZERO, NINE, POINT, COMMA, BRACE] = [...Buffer.from('09.,{')] as [number, number, number, number, number];

/**
 * Finds events in a stream of bytes without knowing what they are wrapped in: frames, chunks, lists. Payloads are words,
 * so the beginning of an event is nowhere else. Chunks may be cut at any byte, and may be reused once the call is over.
 */
export function createScanner(found: (id: number, at: number) => void): (chunk: Buffer) => void {
  let carried: Buffer | undefined;
  return (chunk) => {
    const bytes = carried ? Buffer.concat([carried, chunk]) : chunk;
    carried = undefined;
    for (let from = 0; ; ) {
      const start = bytes.indexOf(START, from);
      if (start < 0) {
        carried = beginning(bytes, from);
        return;
      }
      const end = readEvent(bytes, start + START.length, found);
      if (end === undefined) {
        carried = Buffer.from(bytes.subarray(start));
        return;
      }
      from = end;
    }
  };
}

/** Where to look on; undefined when the event's head goes on in the next chunk. */
function readEvent(bytes: Buffer, from: number, found: (id: number, at: number) => void): number | undefined {
  let place = from;
  let id = 0;
  for (let digit = bytes[place]; digit !== undefined && digit >= ZERO && digit <= NINE; digit = bytes[place]) {
    id = id * 10 + digit - ZERO;
    place += 1;
  }
  for (let index = 0; index < MIDDLE.length; index += 1, place += 1) {
    if (place === bytes.length) return undefined;
    if (bytes[place] !== MIDDLE[index]) return place;
  }
  let at = 0;
  let scale = 0;
  for (; place < bytes.length; place += 1) {
    const byte = bytes[place] as number;
    if (byte === COMMA) {
      found(id, scale > 0 ? at / scale : at);
      return place;
    }
    if (byte === POINT) scale = 1;
    else {
      // Past 2^53 the last digits are lost: of a time in ms since 1970, those below the microsecond.
      at = at * 10 + byte - ZERO;
      scale *= 10;
    }
  }
  return undefined;
}

/** The last bytes, if an event may begin in them. */
function beginning(bytes: Buffer, from: number): Buffer | undefined {
  for (let place = Math.max(from, bytes.length - START.length + 1); place < bytes.length; place += 1) {
    if (bytes[place] === BRACE) return Buffer.from(bytes.subarray(place));
  }
  return undefined;
}

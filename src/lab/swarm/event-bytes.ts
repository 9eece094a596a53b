/**
 * What a reader needs of an event's JSON, read without decoding it. The server writes the keys in this order:
 *
 *   {"id":8,"type":"tick","at":1700000000000.5,"data":...}
 *
 * No longer than this is what comes before `data`: 15 digits of an id, 64 characters of a type, a time.
 */
export const EVENT_HEAD_BYTES = 160;

/** The event that was read last: one object for all, so that reading an event makes none. */
export const readEvent = { id: 0, at: 0 };

/** Reads the event that begins at `from` into {@link readEvent}; false when it is none. */
export function parseEventHead(bytes: Buffer, from: number, to: number): boolean {
  // {"id":
  if (bytes[from] !== 0x7b || bytes[from + 2] !== 0x69 || bytes[from + 5] !== 0x3a) return false;
  let at = from + 6;
  let id = 0;
  for (let digit = digitAt(bytes, at); digit >= 0; digit = digitAt(bytes, at)) {
    id = id * 10 + digit;
    at += 1;
  }
  // ,"type":"
  if (at === from + 6 || bytes[at] !== 0x2c || bytes[at + 2] !== 0x74) return false;
  at = bytes.indexOf(QUOTE, at + 9);
  // ","at":
  if (at < 0 || at + 8 > to || bytes[at + 3] !== 0x61 || bytes[at + 6] !== 0x3a) return false;
  at += 7;
  let time = 0;
  for (let digit = digitAt(bytes, at); digit >= 0; digit = digitAt(bytes, at)) {
    time = time * 10 + digit;
    at += 1;
  }
  if (bytes[at] === 0x2e) {
    at += 1;
    let unit = 0.1;
    for (let digit = digitAt(bytes, at); digit >= 0; digit = digitAt(bytes, at)) {
      time += digit * unit;
      unit /= 10;
      at += 1;
    }
  }
  if (at >= to) return false;
  readEvent.id = id;
  readEvent.at = time;
  return true;
}

const QUOTE = 0x22;

function digitAt(bytes: Buffer, at: number): number {
  const digit = (bytes[at] ?? 0) - 0x30;
  return digit >= 0 && digit <= 9 ? digit : -1;
}

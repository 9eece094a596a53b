/**
 * Raw bytes, one character of a string for each: 'Ã©' is the UTF-8 of 'é'. That way they can be put
 * together, counted and cut like any text, and travel in JSON.
 */
export type Bytes = string;

export function utf8(text: string): Bytes {
  let bytes = '';
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return bytes;
}

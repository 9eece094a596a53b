/**
 * The header of a frame that the server sent, told to a person: `81 7e 00 a3` is a whole text frame of 163 bytes
 * (RFC 6455, section 5.2). Undefined for anything else.
 */
export function websocketHeaderWords(hex: string): string | undefined {
  if (!/^81( [0-9a-f]{2})+$/.test(hex)) return undefined;
  const [, short = 0, ...extended] = hex.split(' ').map((byte) => Number.parseInt(byte, 16));
  const length = short < 126 ? short : extended.reduce((sum, byte) => sum * 256 + byte, 0);
  return `In hexadecimal: a whole text frame (81), unmasked, of ${length} bytes (${hex.slice(3)}).`;
}

import type { Bytes } from '../bytes.ts';

/** WebSocket frames as servers send them: without a mask (RFC 6455, section 5.2). */
export const CONTINUATION = 0;
export const TEXT = 1;
export const BINARY = 2;
const CLOSE = 8;

type FrameBits = { readonly last?: boolean; readonly reserved?: number };

export function frame(opcode: number, payload: Bytes, { last = true, reserved = 0 }: FrameBits = {}): Bytes {
  const first = String.fromCharCode((last ? 0x80 : 0) | (reserved << 4) | opcode);
  return first + lengthField(payload.length) + payload;
}

/** One text message in two frames, cut at this offset. */
export function fragments(payload: Bytes, offset: number): Bytes {
  return frame(TEXT, payload.slice(0, offset), { last: false }) + frame(CONTINUATION, payload.slice(offset));
}

export function closeFrame(code: number, reason: string): Bytes {
  return frame(CLOSE, String.fromCharCode(code >> 8, code & 0xff) + reason);
}

function lengthField(length: number): Bytes {
  if (length < 126) return String.fromCharCode(length);
  if (length < 0x10000) return String.fromCharCode(126, length >> 8, length & 0xff);
  const bytes = Array.from({ length: 8 }, (_, index) => Math.floor(length / 2 ** (8 * (7 - index))) & 0xff);
  return String.fromCharCode(127, ...bytes);
}

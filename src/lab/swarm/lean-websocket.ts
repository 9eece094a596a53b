import { gapSchema } from '../../protocol/answer.ts';
import { EVENT_HEAD_BYTES, parseEventHead, readEvent } from './event-bytes.ts';
import { createHttpReader } from './http-reader.ts';
import { type LeanListener, type LeanTransport, query, retryAfterMs } from './lean-transport.ts';

/** WebSocket: of each frame the header and the first bytes are looked at (RFC 6455, section 5.2). */
export const leanWebSocket: LeanTransport = {
  kind: 'stream',
  tellsWhereItStands: false,
  request: ({ after }) => ({ target: `websocket${query({ after })}`, fields: HANDSHAKE }),
  createReader(listener) {
    const frames = createFrameReader(listener);
    const http = createHttpReader({
      head({ status, field }) {
        if (status === 101) listener.opened();
        else listener.refused(status, retryAfterMs(field('retry-after')));
      },
      body: frames,
      end() {},
      broken: listener.broken,
    });
    return { read: (bytes) => http.read(bytes, 0, bytes.length), ended: http.ended };
  },
};

/** The key proves nothing about who asks, so one is as good as ten thousand. */
const HANDSHAKE =
  'Connection: Upgrade\r\nUpgrade: websocket\r\n' +
  'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';

const [TEXT, CLOSE, PING] = [0x1, 0x8, 0x9];
const FIN = 0x80;

/** A gap is told in less. */
const MAX_GAP_BYTES = 1_024;

function createFrameReader(listener: LeanListener): (bytes: Buffer, from: number, to: number) => void {
  /** The beginning of a frame of which more is needed. */
  let partial: Buffer | undefined;
  /** Bytes of the present frame's payload that nobody needs. */
  let skip = 0;

  return (bytes, from, to) => {
    if (!partial) return read(bytes, from, to);
    const all = Buffer.concat([partial, bytes.subarray(from, to)]);
    partial = undefined;
    read(all, 0, all.length);
  };

  function read(bytes: Buffer, from: number, to: number): void {
    let at = from;
    while (at < to) {
      if (skip > 0) {
        const skipped = Math.min(skip, to - at);
        skip -= skipped;
        at += skipped;
        continue;
      }
      const headBytes = headLength(bytes, at, to);
      if (at + headBytes > to) {
        keep(bytes, at, to);
        return;
      }
      const body = at + headBytes;
      const length = payloadLength(bytes, at, headBytes);
      const opcode = (bytes[at] ?? 0) & 0x0f;
      if (to - body < neededOf(bytes, body, to, opcode, length)) {
        keep(bytes, at, to);
        return;
      }

      const end = Math.min(to, body + length);
      if (opcode === TEXT) text(bytes, body, end);
      else if (opcode === PING) listener.reply(masked(0xa, bytes.subarray(body, end)));
      else if (opcode === CLOSE) {
        listener.reply(masked(CLOSE, bytes.subarray(body, Math.min(end, body + 2))));
        listener.ended();
        return;
      }
      skip = length - (end - body);
      at = end;
    }
  }

  function text(bytes: Buffer, from: number, to: number): void {
    if (parseEventHead(bytes, from, to)) {
      listener.event(readEvent.id, readEvent.at);
      return;
    }
    const gap = isGap(bytes, from) ? parseGap(bytes.toString('utf8', from, to)) : undefined;
    if (gap) listener.gap(gap.epoch, gap.id);
    else listener.broken('a frame is neither an event nor a gap');
  }

  function keep(bytes: Buffer, from: number, to: number): void {
    partial = Buffer.from(bytes.subarray(from, to));
  }
}

function headLength(bytes: Buffer, at: number, to: number): number {
  if (at + 2 > to) return 2;
  const length = (bytes[at + 1] ?? 0) & 0x7f;
  return length < 126 ? 2 : length === 126 ? 4 : 10;
}

function payloadLength(bytes: Buffer, at: number, headBytes: number): number {
  if (headBytes === 2) return (bytes[at + 1] ?? 0) & 0x7f;
  return headBytes === 4 ? bytes.readUInt16BE(at + 2) : bytes.readUIntBE(at + 4, 6);
}

/** How much of a payload must be there before it can be told. */
function neededOf(bytes: Buffer, body: number, to: number, opcode: number, length: number): number {
  if (opcode !== TEXT) return opcode >= CLOSE ? length : 0;
  if (body + 3 > to) return Math.min(length, 3);
  return Math.min(length, isGap(bytes, body) ? MAX_GAP_BYTES : EVENT_HEAD_BYTES);
}

/** `{"gap"` where an event has `{"id"`. */
const isGap = (bytes: Buffer, at: number) => bytes[at + 2] === 0x67;

function parseGap(text: string): { readonly epoch: string; readonly id: number } | undefined {
  try {
    return gapSchema.safeParse(JSON.parse(text).gap).data?.resumedAt;
  } catch {
    return undefined;
  }
}

/** What a client sends must be masked; a mask of zeros leaves it as it is (RFC 6455, section 5.3). */
function masked(opcode: number, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from([FIN | opcode, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
}

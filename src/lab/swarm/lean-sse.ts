import { parseCursor } from '../../protocol/cursor.ts';
import { EVENT_HEAD_BYTES, parseEventHead, readEvent } from './event-bytes.ts';
import { createHttpReader } from './http-reader.ts';
import { type LeanListener, type LeanTransport, query, retryAfterMs } from './lean-transport.ts';

/** Server-Sent Events: line by line, and of a line no more than its beginning. */
export const leanSse: LeanTransport = {
  kind: 'stream',
  tellsWhereItStands: true,
  request: ({ after }) => ({ target: `sse${query({ after })}`, fields: 'Accept: text/event-stream\r\n' }),
  createReader(listener) {
    const lines = createLineReader(listener);
    let isOpen = false;
    const http = createHttpReader({
      head({ status, field }) {
        isOpen = status === 200 && (field('content-type') ?? '').startsWith('text/event-stream');
        if (isOpen) listener.opened();
        else listener.refused(status, retryAfterMs(field('retry-after')));
      },
      body(bytes, from, to) {
        if (isOpen) lines(bytes, from, to);
      },
      end() {
        if (isOpen) listener.ended();
      },
      broken: listener.broken,
    });
    return { read: (bytes) => http.read(bytes, 0, bytes.length), ended: http.ended };
  },
};

const LF = 0x0a;

/** What is needed of the longest line: `data: ` and the event up to its data, or an id. */
const LINE_BYTES = EVENT_HEAD_BYTES + 8;

function createLineReader(listener: LeanListener): (bytes: Buffer, from: number, to: number) => void {
  let partial: Buffer | undefined;
  let isSkipping = false;
  let kind: 'message' | 'gap' | 'close' = 'message';
  let hasData = false;
  /** As it stood in the latest `id` line, and what it means. */
  let epochBytes: Buffer = Buffer.alloc(0);
  let epoch = '';
  let id = -1;

  return (bytes, from, to) => {
    if (!partial) return read(bytes, from, to);
    const all = Buffer.concat([partial, bytes.subarray(from, to)]);
    partial = undefined;
    read(all, 0, all.length);
  };

  function read(bytes: Buffer, from: number, to: number): void {
    let at = from;
    while (at < to) {
      const found = bytes.indexOf(LF, at);
      const end = found < 0 || found >= to ? to : found;
      if (isSkipping) isSkipping = end === to;
      else if (end < to) line(bytes, at, end);
      else if (to - at >= LINE_BYTES) {
        line(bytes, at, to);
        isSkipping = true;
      } else partial = Buffer.from(bytes.subarray(at, to));
      at = end + 1;
    }
  }

  function line(bytes: Buffer, from: number, to: number): void {
    if (from === to) {
      dispatch();
      return;
    }
    const [first, second] = [bytes[from], bytes[from + 1]];
    // data, id, event; a colon first is a comment, and `retry` is for those who have no backoff of their own.
    if (first === 0x64) data(bytes, from + 6, to);
    else if (first === 0x69) readId(bytes, from + 4, to);
    else if (first === 0x65 && second === 0x76) kind = bytes[from + 7] === 0x67 ? 'gap' : 'close';
  }

  function data(bytes: Buffer, from: number, to: number): void {
    hasData = true;
    if (kind !== 'message') return;
    if (!parseEventHead(bytes, from, to)) {
      listener.broken('data is not an event');
      return;
    }
    if (readEvent.id !== id) {
      listener.broken(`event ${readEvent.id} has the id ${id}`);
      return;
    }
    listener.event(readEvent.id, readEvent.at);
  }

  function dispatch(): void {
    const was = kind;
    kind = 'message';
    if (was === 'gap') listener.gap(epoch, id);
    else if (was === 'close') listener.ended();
    else if (!hasData && id >= 0) listener.stands(epoch, id);
    hasData = false;
  }

  function readId(bytes: Buffer, from: number, to: number): void {
    if (!isEpoch(bytes, from)) {
      readNewEpoch(bytes.toString('latin1', from, to));
      return;
    }
    id = 0;
    for (let at = from + epochBytes.length; at < to; at += 1) id = id * 10 + (bytes[at] ?? 0) - 0x30;
  }

  /** Whether the id begins with the epoch of the one before, which it does but once in a stream's life. */
  function isEpoch(bytes: Buffer, from: number): boolean {
    if (epochBytes.length === 0) return false;
    for (let index = 0; index < epochBytes.length; index += 1) {
      if (bytes[from + index] !== epochBytes[index]) return false;
    }
    return true;
  }

  function readNewEpoch(text: string): void {
    const cursor = parseCursor(text);
    if (cursor?.epoch === undefined) {
      listener.broken(`an event has the id ${text}`);
      return;
    }
    epoch = cursor.epoch;
    id = cursor.id;
    epochBytes = Buffer.from(`${epoch}-`, 'latin1');
    // A gap tells it with where the stream goes on.
    if (kind === 'message') listener.epoch(epoch);
  }
}

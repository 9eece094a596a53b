import { gapSchema, STREAM_CURSOR_HEADER } from '../../protocol/answer.ts';
import { parseCursor } from '../../protocol/cursor.ts';
import { parseEventHead, readEvent } from './event-bytes.ts';
import { createHttpReader, type HttpHead } from './http-reader.ts';
import { type LeanListener, type LeanReader, retryAfterMs } from './lean-transport.ts';

/** Largest answer that is taken: what the lanes take, too. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

const CURSOR_FIELD = STREAM_CURSOR_HEADER.toLowerCase();

/**
 * What both kinds of polling read: one answer after the other.
 *
 *   {"epoch":"k3x9","events":[{"id":8,...},{"id":9,...}],"cursor":"k3x9-9"}
 */
export function createPollReader(listener: LeanListener): LeanReader {
  let head: HttpHead | undefined;
  let partial: Buffer | undefined;
  let isTold = false;

  const http = createHttpReader({
    head(of) {
      head = of;
      partial = undefined;
      isTold = false;
    },
    body(bytes, from, to) {
      if (head?.status !== 200) return;
      const isWhole = !partial && Number(head.field('content-length')) === to - from;
      if (isWhole) return answer(bytes, from, to);
      const piece = bytes.subarray(from, to);
      partial = partial ? Buffer.concat([partial, piece]) : Buffer.from(piece);
      if (partial.length > MAX_BODY_BYTES) listener.broken(`the answer is larger than ${MAX_BODY_BYTES} bytes`);
    },
    end() {
      if (!head) return;
      if (head.status === 204) return nothing(head);
      if (head.status !== 200) {
        listener.refused(head.status, retryAfterMs(head.field('retry-after')));
        return;
      }
      if (partial) answer(partial, 0, partial.length);
      partial = undefined;
      if (isTold) listener.answered(told);
    },
    broken: listener.broken,
  });
  let told = { events: 0, more: false, keepAlive: true };
  return { read: (bytes) => http.read(bytes, 0, bytes.length), ended: http.ended };

  function nothing(of: HttpHead): void {
    const cursor = parseCursor(of.field(CURSOR_FIELD) ?? '');
    if (cursor?.epoch === undefined) {
      listener.broken(`the 204 has no ${STREAM_CURSOR_HEADER} header`);
      return;
    }
    listener.stands(cursor.epoch, cursor.id);
    listener.answered({ events: 0, more: false, keepAlive: keepsAlive(of) });
  }

  function answer(bytes: Buffer, from: number, to: number): void {
    const end = findEvents(bytes, from, to);
    const tail = end < 0 ? undefined : parseTail(bytes.toString('utf8', end + 1, to));
    if (!tail) {
      listener.broken('the answer is not what a poll gives');
      return;
    }
    // It is told after the events, and lies before them.
    if (tail.gap) listener.gap(tail.gap.epoch, tail.gap.id);
    else listener.epoch(tail.epoch);
    for (let index = 0; index < found.length; index += 1) {
      if (!parseEventHead(bytes, found[index] ?? 0, to)) {
        listener.broken('an event of the answer is none');
        return;
      }
      listener.event(readEvent.id, readEvent.at);
    }
    listener.stands(tail.epoch, tail.id);
    told = { events: found.length, more: tail.more, keepAlive: head === undefined || keepsAlive(head) };
    isTold = true;
  }
}

const keepsAlive = (head: HttpHead) => head.field('connection')?.toLowerCase() !== 'close';

/** Where the events of the answer that was read last begin: one list for all, so that reading an answer makes none. */
const found: number[] = [];

const [QUOTE, BACKSLASH, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d];

/** Fills {@link found}; answers with where the list of events ends, negative when there is none. */
function findEvents(bytes: Buffer, from: number, to: number): number {
  found.length = 0;
  let depth = 0;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = endOfString(bytes, at, to);
    } else if (byte === OPEN || byte === OPEN_LIST) {
      depth += 1;
      if (depth === 3) found.push(at);
    } else if (byte === CLOSE || byte === CLOSE_LIST) {
      depth -= 1;
      if (depth === 1) return at;
    }
  }
  return -1;
}

/** The quote that ends the string: one with an even number of backslashes before it. */
function endOfString(bytes: Buffer, from: number, to: number): number {
  for (let at = bytes.indexOf(QUOTE, from + 1); at >= 0 && at < to; at = bytes.indexOf(QUOTE, at + 1)) {
    let backslashes = 0;
    while (bytes[at - 1 - backslashes] === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return at;
  }
  return to;
}

type Tail = {
  readonly epoch: string;
  readonly id: number;
  readonly gap: { readonly epoch: string; readonly id: number } | undefined;
  readonly more: boolean;
};

/** `text` is what follows the events: `,"cursor":"k3x9-9"}`. */
function parseTail(text: string): Tail | undefined {
  try {
    const { cursor, gap, more } = JSON.parse(`{${text.slice(1)}`) as Record<string, unknown>;
    const { epoch, id } = parseCursor(String(cursor)) ?? {};
    if (epoch === undefined || id === undefined) return undefined;
    return { epoch, id, gap: gap === undefined ? undefined : gapSchema.parse(gap).resumedAt, more: more === true };
  } catch {
    return undefined;
  }
}

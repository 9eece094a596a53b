/** What is told of the answers on one connection, in the order in which it arrives. */
export type HttpListener = {
  head(head: HttpHead): void;
  /** Some of the body; the bytes are good until this returns. */
  body(bytes: Buffer, from: number, to: number): void;
  end(): void;
  broken(why: string): void;
};

export type HttpHead = {
  readonly status: number;
  /** The value of a field; undefined when there is none. */
  field(name: string): string | undefined;
};

export type HttpReader = {
  read(bytes: Buffer, from: number, to: number): void;
  /** The peer sends no more: an answer without a length is complete. */
  ended(): void;
};

type State = 'head' | 'length' | 'close' | 'chunk-size' | 'chunk' | 'chunk-end' | 'trailer' | 'upgraded';

/** Node's own limit for a head. */
const MAX_HEAD_BYTES = 16_384;

const LF = 0x0a;

/** Reads HTTP/1.1 answers (RFC 9112, section 6.3), split wherever the network pleases. */
export function createHttpReader(listener: HttpListener): HttpReader {
  let state: State = 'head';
  /** Of the body, or of the chunk. */
  let left = 0;
  let partialHead: Buffer | undefined;
  let lineIsEmpty = true;
  let sizeIsOver = false;

  return {
    read,
    ended() {
      if (state === 'close') complete();
    },
  };

  function read(bytes: Buffer, from: number, to: number): void {
    let at = from;
    while (at < to) {
      switch (state) {
        case 'head': {
          const taken = readHead(bytes, at, to);
          if (taken < 0) return;
          at = taken;
          break;
        }
        case 'length':
        case 'chunk': {
          const end = Math.min(to, at + left);
          listener.body(bytes, at, end);
          left -= end - at;
          at = end;
          if (left > 0) break;
          if (state === 'chunk') state = 'chunk-end';
          else complete();
          break;
        }
        case 'chunk-end':
          if (bytes[at] === LF) beginChunk();
          at += 1;
          break;
        case 'chunk-size':
          readChunkSize(bytes[at] ?? 0);
          at += 1;
          break;
        case 'trailer':
          if (bytes[at] === LF) {
            if (lineIsEmpty) complete();
            lineIsEmpty = true;
          } else if (bytes[at] !== 0x0d) lineIsEmpty = false;
          at += 1;
          break;
        case 'close':
        case 'upgraded':
          listener.body(bytes, at, to);
          at = to;
      }
    }
  }

  /** Answers with where the head ends; negative while it has not arrived whole. */
  function readHead(bytes: Buffer, from: number, to: number): number {
    const before = partialHead?.length ?? 0;
    const all = partialHead ? Buffer.concat([partialHead, bytes.subarray(from, to)]) : bytes.subarray(from, to);
    const end = all.indexOf('\r\n\r\n');
    if (end < 0) {
      partialHead = Buffer.from(all);
      if (all.length > MAX_HEAD_BYTES) listener.broken('the head of an answer is too long');
      return -1;
    }
    partialHead = undefined;
    const text = all.toString('latin1', 0, end + 2);
    const status = Number(/^HTTP\/1\.\d (\d{3})/.exec(text)?.[1] ?? 0);
    if (status === 0) {
      listener.broken('the answer is not HTTP/1.1');
      return -1;
    }
    begin(status, (name) => fieldOf(text, name));
    return from + end + 4 - before;
  }

  function begin(status: number, field: HttpHead['field']): void {
    const length = field('content-length');
    if (status === 101) state = 'upgraded';
    else if (field('transfer-encoding')?.includes('chunked')) beginChunk();
    else if (status === 204 || status === 304) left = 0;
    else if (length === undefined) state = 'close';
    else left = Number(length);
    if (state === 'head' && left > 0) state = 'length';
    const isOver = state === 'head';
    listener.head({ status, field });
    if (isOver) listener.end();
  }

  function beginChunk(): void {
    state = 'chunk-size';
    left = 0;
    sizeIsOver = false;
  }

  function readChunkSize(byte: number): void {
    if (byte === LF) {
      lineIsEmpty = true;
      state = left > 0 ? 'chunk' : 'trailer';
      return;
    }
    const digit = hexDigit(byte);
    // What follows the size is an extension.
    if (digit < 0) sizeIsOver = true;
    else if (!sizeIsOver) left = left * 16 + digit;
  }

  function complete(): void {
    state = 'head';
    left = 0;
    listener.end();
  }
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** `text` is the status line and all fields, each with its line end. */
function fieldOf(text: string, name: string): string | undefined {
  const lower = text.toLowerCase();
  const at = lower.indexOf(`\r\n${name}:`);
  if (at < 0) return undefined;
  const from = at + name.length + 3;
  return text.slice(from, text.indexOf('\r\n', from)).trim();
}

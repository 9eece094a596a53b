import type { IncomingMessage } from 'node:http';
import type { Exchange, Piece, Write } from '../../protocol/exchange.ts';
import type { ByteKind } from '../../protocol/ledger.ts';
import type { Transport } from '../../protocol/transports.ts';
import { headKind, isStream } from './part.ts';

/** A stretch of text on its way to the wire; `bytes` where the text only stands for them. */
export type PieceText = readonly [kind: ByteKind, text: string, bytes?: number];

/** What one client's exchanges and writes were: for whoever wants to look closer than the ledger. */
export type Journal = {
  open(transport: Transport, request: IncomingMessage): Page;
  /** The latest exchange that has an answer; undefined when there was none. */
  exchange(transport: Transport): Exchange | undefined;
  /** The writes after the `after`th. They, and what was written, are kept for as long as somebody asks. */
  writes(after: number): { next: number; lost: number; writes: Write[] };
};

/** One request and what was written in answer to it. */
export type Page = {
  head(text: string): void;
  /**
   * Events are handed to the socket. `show` gives them as they stand on the wire, should somebody ask; it is kept for
   * as long as writes are, so it must hold on to a few events only.
   */
  wrote(write: Pick<Write, 'epoch' | 'firstId' | 'lastId'>, show: () => readonly PieceText[]): void;
};

/** What four lanes write in two seconds at 1,000 events a second: who asks every second loses nothing. */
const MAX_WRITES = 8_192;
const KEEP_UNASKED_MS = 30_000;
const MAX_TEXT = 2_000;

export function createJournal(now: () => number): Journal {
  const latest = new Map<Transport, Written>();
  const requests = new Map<Transport, number>();
  let writes: Write[] = [];
  let dropped = 0;
  let keepUntil = Number.NEGATIVE_INFINITY;

  return {
    open(transport, request) {
      const number = (requests.get(transport) ?? 0) + 1;
      requests.set(transport, number);
      const arrivedAt = now();
      const { method, url, httpVersion, rawHeaders } = request;
      const written: Written = { request: { method, url, httpVersion, rawHeaders }, head: '', show: showNothing };
      // A held request has no answer to show yet, so the one before stays the latest until it has.
      if (!latest.has(transport)) latest.set(transport, written);
      return {
        head(text) {
          written.head = text;
          latest.set(transport, written);
        },
        wrote(write, show) {
          const writtenAt = now();
          const isAsked = writtenAt <= keepUntil;
          written.show = isAsked ? show : showNothing;
          if (isAsked) keep({ ...write, transport, request: number, arrivedAt, writtenAt });
          else forget();
        },
      };
    },
    exchange(transport) {
      keepUntil = now() + KEEP_UNASKED_MS;
      const written = latest.get(transport);
      return written && toExchange(transport, written);
    },
    writes(after) {
      keepUntil = now() + KEEP_UNASKED_MS;
      const from = Math.max(0, after - dropped);
      return { next: dropped + writes.length, lost: Math.max(0, dropped - after), writes: writes.slice(from) };
    },
  };

  function forget(): void {
    dropped += writes.length;
    writes = [];
  }

  function keep(write: Write): void {
    writes.push(write);
    if (writes.length < 2 * MAX_WRITES) return;
    writes = writes.slice(MAX_WRITES);
    dropped += MAX_WRITES;
  }
}

/** Of a request, what its text is made of; not the request itself, which holds on to its socket. */
type RequestHead = Pick<IncomingMessage, 'method' | 'url' | 'httpVersion' | 'rawHeaders'>;

type Written = { readonly request: RequestHead; head: string; show: () => readonly PieceText[] };

const showNothing = () => [];

function toExchange(transport: Transport, { request, head, show }: Written): Exchange {
  const shown = show().map(toPiece);
  return {
    request: [toPiece([headKind(transport), requestText(request)])],
    response: [toPiece([headKind(transport), head]), ...(isStream(transport) ? [] : shown)],
    frame: isStream(transport) ? shown : [],
  };
}

/** As the client sent it: Node keeps the names and values as they came, and a parser accepts no other line ends. */
function requestText({ method, url, httpVersion, rawHeaders }: RequestHead): string {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    lines.push(`${rawHeaders[index]}: ${rawHeaders[index + 1]}`);
  }
  return [...lines, '', ''].join('\r\n');
}

function toPiece([kind, text, bytes = Buffer.byteLength(text)]: PieceText): Piece {
  const cut = text.length - MAX_TEXT;
  return { kind, text: text.slice(0, MAX_TEXT), bytes, ...(cut > 0 && { cut }) };
}

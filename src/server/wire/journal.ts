import type { IncomingMessage } from 'node:http';
import type { Exchange, Piece, Write } from '../../protocol/exchange.ts';
import type { ByteKind } from '../../protocol/ledger.ts';
import type { Transport } from '../../protocol/transports.ts';

/** A stretch of text on its way to the wire; `bytes` where the text only stands for them. */
export type PieceText = readonly [kind: ByteKind, text: string, bytes?: number];

/** What one client's exchanges and writes were: for whoever wants to look closer than the ledger. */
export type Journal = {
  open(transport: Transport, request: IncomingMessage): Page;
  /** The latest exchange; undefined when there was none. */
  exchange(transport: Transport): Exchange | undefined;
  /** The writes after the `after`th. They are kept from when they are first asked for, for as long as they are asked for. */
  writes(after: number): { next: number; lost: number; writes: Write[] };
};

/** One request and what was written in answer to it. */
export type Page = {
  head(text: string): void;
  /** Events are handed to the socket. `show` gives them as they stand on the wire, should somebody ask. */
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
      const written: Written = { request, head: '', show: () => [] };
      latest.set(transport, written);
      return {
        head(text) {
          written.head = text;
        },
        wrote(write, show) {
          written.show = show;
          latest.set(transport, written);
          keep({ ...write, transport, request: number, arrivedAt, writtenAt: now() });
        },
      };
    },
    exchange(transport) {
      const written = latest.get(transport);
      return written && toExchange(transport, written);
    },
    writes(after) {
      keepUntil = now() + KEEP_UNASKED_MS;
      const from = Math.max(0, after - dropped);
      return { next: dropped + writes.length, lost: Math.max(0, dropped - after), writes: writes.slice(from) };
    },
  };

  function keep(write: Write): void {
    if (write.writtenAt > keepUntil) {
      dropped += writes.length;
      writes = [];
      return;
    }
    writes.push(write);
    if (writes.length < 2 * MAX_WRITES) return;
    writes = writes.slice(MAX_WRITES);
    dropped += MAX_WRITES;
  }
}

type Written = { readonly request: IncomingMessage; head: string; show: () => readonly PieceText[] };

function toExchange(transport: Transport, { request, head, show }: Written): Exchange {
  const isStream = transport === 'sse' || transport === 'websocket';
  const headKind = isStream ? 'setup' : 'head';
  const shown = show().map(toPiece);
  return {
    request: [toPiece([headKind, requestText(request)])],
    response: [toPiece([headKind, head]), ...(isStream ? [] : shown)],
    frame: isStream ? shown : [],
  };
}

/** As the client sent it: Node keeps the names and values as they came, and a parser accepts no other line ends. */
function requestText({ method, url, httpVersion, rawHeaders }: IncomingMessage): string {
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

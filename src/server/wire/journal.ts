import type { IncomingMessage } from 'node:http';
import type { Exchange, Piece } from '../../protocol/exchange.ts';
import type { ByteKind } from '../../protocol/ledger.ts';
import type { Transport } from '../../protocol/transports.ts';
import { createJournalEntries, type JournalEntries } from './journal-entries.ts';
import { headKind, isStream } from './part.ts';

/** A stretch of text on its way to the wire; `bytes` where the text only stands for them. */
export type PieceText = readonly [kind: ByteKind, text: string, bytes?: number];

/** What one client's exchanges were: for whoever wants to look closer than the ledger. */
export class Journal {
  readonly #now: () => number;
  readonly #latest = new Map<Transport, Written>();
  readonly #requests = new Map<Transport, number>();
  readonly entries = createJournalEntries();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** A request arrived; `connectedAt`: see the entry. */
  open(transport: Transport, incoming: IncomingMessage, connectedAt: number | null): Page {
    const request = (this.#requests.get(transport) ?? 0) + 1;
    this.#requests.set(transport, request);
    const at = this.#now();
    const { method, url, httpVersion, rawHeaders } = incoming;
    const written: Written = { request: { method, url, httpVersion, rawHeaders }, head: '', show: showNothing };
    // A held request has no answer to show yet, so the one before stays the latest until it has.
    if (!this.#latest.has(transport)) this.#latest.set(transport, written);
    if (this.entries.isAsked(at)) this.entries.add({ kind: 'request', transport, request, at, connectedAt });
    const answered = () => this.#latest.set(transport, written);
    return new Page({ transport, request, arrivedAt: at, written, entries: this.entries, answered, now: this.#now });
  }

  /** The latest exchange that has an answer; undefined when there was none. */
  exchange(transport: Transport): Exchange | undefined {
    this.entries.ask(this.#now());
    const written = this.#latest.get(transport);
    return written && toExchange(transport, written);
  }

  /** The entries after the `after`th. They, and what was written, are kept for as long as somebody asks. */
  read(after: number): ReturnType<JournalEntries['read']> {
    this.entries.ask(this.#now());
    return this.entries.read(after);
  }
}

type PageNeeds = {
  readonly transport: Transport;
  readonly request: number;
  readonly arrivedAt: number;
  readonly written: Written;
  readonly entries: JournalEntries;
  readonly answered: () => void;
  now(): number;
};

/** One request and what was written in answer to it. */
export class Page {
  readonly #needs: PageNeeds;
  #isOver = false;

  constructor(needs: PageNeeds) {
    this.#needs = needs;
  }

  head(text: string): void {
    const { transport, request, written, entries, answered, now } = this.#needs;
    written.head = text;
    answered();
    const [at, status] = [now(), statusOf(text)];
    // 100 is not the answer yet.
    if (status !== 100 && entries.isAsked(at)) entries.add({ kind: 'answer', transport, request, at, status });
  }

  /** Whether anybody wants to know what is written; at about which time is enough. */
  isAsked(at: number): boolean {
    const { entries, written } = this.#needs;
    const isAsked = entries.isAsked(at);
    if (!isAsked) written.show = showNothing;
    return isAsked;
  }

  /**
   * Events are handed to the socket. `show` gives them as they stand on the wire, should somebody ask; it is kept for
   * as long as entries are, so it must hold on to a few events only.
   */
  wrote(epoch: string, firstId: number, lastId: number, show: () => readonly PieceText[]): void {
    const { transport, request, arrivedAt, written, entries, now } = this.#needs;
    const writtenAt = now();
    if (!this.isAsked(writtenAt)) return;
    written.show = show;
    entries.add({ kind: 'events', transport, request, epoch, firstId, lastId, arrivedAt, writtenAt });
  }

  heartbeat(): void {
    const { transport, request, entries, now } = this.#needs;
    const at = now();
    if (entries.isAsked(at)) entries.add({ kind: 'heartbeat', transport, request, at });
  }

  /** The answer is complete, or its connection is gone. Only the first one counts. */
  ended(complete: boolean): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const { transport, request, entries, now } = this.#needs;
    const at = now();
    if (entries.isAsked(at)) entries.add({ kind: 'end', transport, request, at, complete });
  }
}

const MAX_TEXT = 2_000;

/** "HTTP/1.1 200 OK" */
function statusOf(head: string): number {
  return Number(head.slice(9, 12));
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

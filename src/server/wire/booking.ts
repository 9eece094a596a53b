import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { type ByteKind, clientSchema } from '../../protocol/ledger.ts';
import type { Entry, LedgerBook } from './ledger.ts';
import type { Meter } from './meter.ts';
import { partOf } from './part.ts';

export type Booking = {
  /** The entry that a request is booked to. */
  entryOf(request: IncomingMessage): Entry;
  /** Has the head of a response booked as what it is. */
  noteHead(request: IncomingMessage, response: ServerResponse): void;
  /** What the bytes of the response's body will be for, in order; to be told before the head is written. */
  noteBody(response: ServerResponse, body: readonly BodyNote[]): void;
};

export type BodyNote = readonly [kind: ByteKind, bytes: number];

/**
 * Books every connection and request of a server. Must be called before anybody else listens for
 * requests, so that a request's bytes are its own from the start.
 */
export function bookTraffic(server: Server, meter: Meter, ledger: LedgerBook): Booking {
  const names = new WeakMap<object, string>();
  const entries = new WeakMap<IncomingMessage, Entry>();
  const bodies = new WeakMap<ServerResponse, readonly BodyNote[]>();
  let connections = 0;

  server.on('connection', (socket) => {
    connections += 1;
    const name = `connection-${connections}`;
    names.set(socket, name);
    meter.track(socket, () => ledger.entry(name, 'control'));
  });
  server.on('request', (request, response) => {
    book(request);
    noteHead(request, response);
    response.on('close', () => meter.settle(request.socket));
  });
  server.on('upgrade', book);

  return { entryOf, noteHead, noteBody: (response, body) => bodies.set(response, body) };

  function book(request: IncomingMessage): void {
    const entry = entryOf(request);
    entry.add('requests', 1);
    entries.set(request, entry);
    meter.begin(request.socket, entry, headKind(entry));
  }

  function entryOf(request: IncomingMessage): Entry {
    const known = entries.get(request);
    if (known) return known;
    const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
    const client = clientSchema.safeParse(new URLSearchParams(query).get('client')).data;
    return ledger.entry(client ?? names.get(request.socket) ?? 'unknown', partOf(path));
  }

  /** `writeHead` is where every head is made, whoever asks for it; the text that it leaves in `_header` is what is sent. */
  function noteHead(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    const kind = headKind(entryOf(request));
    const writeHead = response.writeHead;
    response.writeHead = (...args: unknown[]) => {
      Reflect.apply(writeHead, response, args);
      const { _header: head } = response as { _header?: string | null };
      if (head) meter.note(socket, kind, Buffer.byteLength(head, 'latin1'));
      for (const [bodyKind, bytes] of bodies.get(response) ?? []) meter.note(socket, bodyKind, bytes);
      return response;
    };
  }
}

/** The head of a poll is paid each time; that of a stream opens it, once. */
function headKind({ part }: Entry): ByteKind {
  return part === 'sse' || part === 'websocket' ? 'setup' : 'head';
}

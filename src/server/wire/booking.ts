import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { clientSchema } from '../../protocol/ledger.ts';
import type { Slice } from '../../stream/event-log.ts';
import type { Batch, BodyNote } from './batch.ts';
import type { Page, PieceText } from './journal.ts';
import type { Entry, LedgerBook, Part } from './ledger.ts';
import type { Meter } from './meter.ts';
import { headKind, isTransport, parseTarget, partOf } from './part.ts';

export type Booking = {
  /** Whose a request for this target would be. */
  identify(target: string, socket: Socket): Owner;
  /** Whose request a connection carried last; undefined before its first. */
  carriedBy(socket: Socket): Owner | undefined;
  /** What a request is booked to. */
  exchangeOf(request: IncomingMessage): Exchange;
  /** Has the head of a response booked as what it is, once it is made. */
  watchHead(request: IncomingMessage, response: ServerResponse): void;
  /** The head of the answer, as it is written now. */
  noteHead(request: IncomingMessage, head: string): void;
  /** What the bytes of the response's body will be for, in order; to be told before the head is written. */
  noteBody(response: ServerResponse, body: readonly BodyNote[]): void;
};

/** Whom traffic is booked to. */
export type Owner = { readonly client: string; readonly part: Part };

/** One request with its answer. */
export type Exchange = {
  readonly entry: Entry;
  /** Events are handed to the socket; `show` gives them as they stand on the wire, should somebody ask. */
  wrote(slice: Pick<Slice, 'epoch' | 'events'>, show: () => readonly PieceText[]): void;
  /** A batch was just written to the connection, at about this time. */
  sent(batch: Batch, at: number): void;
  /** A sign of life was written. */
  heartbeat(): void;
};

/**
 * Books every connection and request of a server. Must be called before anybody else listens for
 * requests, so that a request's bytes are its own from the start.
 */
export function bookTraffic(server: Server, meter: Meter, ledger: LedgerBook, now: () => number): Booking {
  const names = new WeakMap<object, string>();
  const exchanges = new WeakMap<IncomingMessage, Booked>();
  const bodies = new WeakMap<ServerResponse, readonly BodyNote[]>();
  const carried = new WeakMap<Socket, Owner>();
  const accepted = new WeakMap<Socket, Accepted>();
  let connections = 0;

  server.on('connection', (socket) => {
    connections += 1;
    const name = `connection-${connections}`;
    names.set(socket, name);
    accepted.set(socket, { at: now(), clients: new Set() });
    meter.track(socket, () => ledger.entry(name, 'control'));
  });
  server.on('request', (request, response) => {
    begin(request);
    watchHead(request, response);
    response.on('close', () => {
      meter.settle(request.socket);
      exchangeOf(request).page?.ended(response.writableFinished);
    });
  });
  server.on('upgrade', (request) => {
    begin(request);
    const { socket } = request;
    // Whoever ends a WebSocket in order lets its last words out; one that is cut has some left to say.
    socket.on('close', () => exchangeOf(request).page?.ended(socket.writableFinished));
  });
  // Left to Node, both would be answered past the ledger.
  server.on('checkContinue', (request, response) => {
    begin(request);
    noteHead(request, CONTINUE);
    response.writeContinue();
    server.emit('request', request, response);
  });
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));

  return {
    ...{ exchangeOf, watchHead, noteHead, identify },
    carriedBy: (socket) => carried.get(socket),
    noteBody: (response, body) => bodies.set(response, body),
  };

  function begin(request: IncomingMessage): void {
    if (exchanges.has(request)) return;
    const { entry } = exchangeOf(request);
    meter.begin(request.socket, entry, headKind(entry.part));
  }

  function exchangeOf(request: IncomingMessage): Booked {
    return exchanges.get(request) ?? book(request);
  }

  function book(request: IncomingMessage): Booked {
    const owner = identify(request.url ?? '/', request.socket);
    carried.set(request.socket, owner);
    const { client, part } = owner;
    const entry = ledger.entry(client, part);
    const connectedAt = firstUse(request.socket, client);
    const page = isTransport(part) ? ledger.journal(client).open(part, request, connectedAt) : undefined;
    const line = meter.line(request.socket);
    const exchange: Booked = {
      entry,
      page,
      sent(batch, at) {
        if (line) meter.wrote(line, batch);
        if (batch.events === 0) return;
        entry.add('events', batch.events);
        if (page?.isAsked(at)) page.wrote(batch.epoch, batch.firstId, batch.lastId, batch.show);
      },
      wrote({ epoch, events }, show) {
        const [first, last] = [events[0], events.at(-1)];
        if (!first || !last) return;
        entry.add('events', events.length);
        page?.wrote(epoch, first.event.id, last.event.id, show);
      },
      heartbeat: () => page?.heartbeat(),
    };
    entry.add('requests', 1);
    exchanges.set(request, exchange);
    return exchange;
  }

  /** When the connection was accepted, if this is the first time that it carries this client; else null. */
  function firstUse(socket: Socket, client: string): number | null {
    const connection = accepted.get(socket);
    if (!connection || connection.clients.has(client)) return null;
    if (connection.clients.size >= MAX_CLIENTS) connection.clients.clear();
    connection.clients.add(client);
    return connection.at;
  }

  function identify(target: string, socket: Socket): Owner {
    const { path, query } = parseTarget(target);
    const named = clientSchema.safeParse(query.get('client')).data;
    return { client: named ?? names.get(socket) ?? 'unknown', part: partOf(path) };
  }

  /** `writeHead` is where every head is made, whoever asks for it; the text that it leaves in `_header` is what is sent. */
  function watchHead(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    const writeHead = response.writeHead;
    response.writeHead = (...args: unknown[]) => {
      Reflect.apply(writeHead, response, args);
      const { _header: head } = response as { _header?: string | null };
      if (head) noteHead(request, head);
      for (const [kind, bytes] of bodies.get(response) ?? []) meter.note(socket, kind, bytes);
      return response;
    };
  }

  function noteHead(request: IncomingMessage, head: string): void {
    const { entry, page } = exchangeOf(request);
    meter.note(request.socket, headKind(entry.part), Buffer.byteLength(head, 'latin1'));
    page?.head(head);
  }
}

type Booked = Exchange & { readonly page: Page | undefined };

/** A connection: when it was accepted, and whom it carried since. */
type Accepted = { readonly at: number; readonly clients: Set<string> };

/** A proxy's connection can carry any number of clients: past this many, one that comes again is new again. */
const MAX_CLIENTS = 64;

/** What Node writes to a client that wants to hear so before it sends its body (RFC 9110, section 10.1.1). */
const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n';

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { clientSchema } from '../../protocol/ledger.ts';
import type { Slice } from '../../stream/event-log.ts';
import type { Batch, BodyNote } from './batch.ts';
import type { Page, PieceText } from './journal.ts';
import type { Entry, LedgerBook, Part } from './ledger.ts';
import type { Line, Meter } from './meter.ts';
import { headKind, isTransport, parseTarget, partOf } from './part.ts';
import type { Tally } from './tally.ts';
import { headOf } from './watched-response.ts';

export type Booking = {
  /** Whose a request for this target would be. */
  identify(target: string, socket: Socket): Owner;
  /** Whose request a connection carried last; undefined before its first. */
  carriedBy(socket: Socket): Owner | undefined;
  /** What a request is booked to. */
  exchangeOf(request: IncomingMessage): Exchange;
  /** The head of the answer, as it is written now. */
  noteHead(request: IncomingMessage, head: string): void;
  /** What the bytes of the response's body will be for, in order; to be told before the head is written. */
  noteBody(response: ServerResponse, body: readonly BodyNote[]): void;
};

/** Whom traffic is booked to. */
export type Owner = { readonly client: ClientKey; readonly part: Part };

/** A client's name; where nobody named it, its connection's number. */
export type ClientKey = string | number;

/** Undefined where nobody named it. */
export function nameOf({ client }: Owner): string | undefined {
  return typeof client === 'string' ? client : undefined;
}

/** One request with its answer. */
export type Exchange = {
  readonly entry: Entry;
  /** Its connection's; undefined if that was closed before it was known. */
  readonly line: Line | undefined;
  /** Events are handed to the socket; `show` gives them as they stand on the wire, should somebody ask. */
  wrote(slice: Pick<Slice, 'epoch' | 'events'>, show: () => readonly PieceText[]): void;
  /** A batch was just written to the connection, at about this time, and no tally counts it. */
  sent(batch: Batch, at: number): void;
  /** From now on all that is added to the tally was written to the connection too, and left; until `sent` or `untally`. */
  tally(tally: Tally): void;
  untally(): void;
  /** A sign of life was written. */
  heartbeat(): void;
};

/**
 * Books every connection and request of a server. Must be called before anybody else listens for
 * requests, so that a request's bytes are its own from the start.
 */
export function bookTraffic(server: Server, meter: Meter, ledger: LedgerBook, now: () => number): Booking {
  const connections = new WeakMap<object, Connection>();
  const exchanges = new WeakMap<IncomingMessage, Booked>();
  const bodies = new WeakMap<ServerResponse, readonly BodyNote[]>();
  let count = 0;

  server.on('connection', (socket) => {
    count += 1;
    connections.set(socket, new Connection(count, now()));
    meter.track(socket);
  });
  server.on('request', (request, response) => {
    begin(request);
    response.on('close', ended);
  });
  server.on('head', (response: ServerResponse<IncomingMessage>) => {
    const { req: request } = response;
    const head = headOf(response);
    if (head) noteHead(request, head);
    for (const [kind, bytes] of bodies.get(response) ?? []) meter.note(request.socket, kind, bytes);
  });
  server.on('upgrade', (request) => {
    begin(request);
    const { page } = exchangeOf(request);
    // Whoever ends a WebSocket in order lets its last words out; one that is cut has some left to say.
    if (page) onClose(request.socket, page);
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
    ...{ exchangeOf, noteHead, identify },
    carriedBy: (socket) => connections.get(socket)?.owner,
    noteBody: (response, body) => bodies.set(response, body),
  };

  /** One function for all answers, for it is kept as long as they are. */
  function ended(this: ServerResponse<IncomingMessage>): void {
    meter.settle(this.req.socket);
    exchangeOf(this.req).page?.ended(this.writableFinished);
  }

  function begin(request: IncomingMessage): void {
    if (exchanges.has(request)) return;
    const { entry } = exchangeOf(request);
    meter.begin(request.socket, entry, headKind(entry.part));
  }

  function exchangeOf(request: IncomingMessage): Booked {
    return exchanges.get(request) ?? book(request);
  }

  function book(request: IncomingMessage): Booked {
    const { socket } = request;
    const connection = connections.get(socket);
    const owner = identify(request.url ?? '/', socket);
    const { part } = owner;
    const client = nameOf(owner);
    const connectedAt = connection?.firstUse(owner) ?? null;
    const entry = ledger.entry(client, part);
    // Nobody asks for the journal of a client that nobody named.
    const isFollowed = isTransport(part) && client !== undefined;
    const page = isFollowed ? ledger.journal(client).open(part, request, connectedAt) : undefined;
    const exchange = new Booked(entry, page, meter, meter.line(socket));
    entry.add('requests', 1);
    exchanges.set(request, exchange);
    return exchange;
  }

  function identify(target: string, socket: Socket): Owner {
    const { path, query } = parseTarget(target);
    const named = clientSchema.safeParse(query.get('client')).data;
    return { client: named ?? connections.get(socket)?.number ?? 0, part: partOf(path) };
  }

  function noteHead(request: IncomingMessage, head: string): void {
    const { entry, page } = exchangeOf(request);
    meter.note(request.socket, headKind(entry.part), Buffer.byteLength(head, 'latin1'));
    page?.head(head);
  }
}

function onClose(socket: Socket, page: Page): void {
  socket.on('close', () => page.ended(socket.writableFinished));
}

// Classes, because there are ten thousand of each: their methods take no place in them.

class Booked implements Exchange {
  readonly entry: Entry;
  readonly page: Page | undefined;
  readonly #meter: Meter;
  readonly line: Line | undefined;

  constructor(entry: Entry, page: Page | undefined, meter: Meter, line: Line | undefined) {
    this.entry = entry;
    this.page = page;
    this.#meter = meter;
    this.line = line;
  }

  wrote({ epoch, events }: Pick<Slice, 'epoch' | 'events'>, show: () => readonly PieceText[]): void {
    const [first, last] = [events[0], events.at(-1)];
    if (!first || !last) return;
    this.entry.add('events', events.length);
    this.page?.wrote(epoch, first.event.id, last.event.id, show);
  }

  sent(batch: Batch, at: number): void {
    if (!this.line || this.line.isOver) return;
    this.#meter.wrote(this.line, batch);
    if (batch.events > 0 && this.page?.isAsked(at))
      this.page.wrote(batch.epoch, batch.firstId, batch.lastId, batch.show);
  }

  /** Whoever is asked for has each batch told of. */
  tally(tally: Tally): void {
    if (this.line && !this.page) this.#meter.tally(this.line, tally);
  }

  untally(): void {
    if (this.line) this.#meter.untally(this.line);
  }

  heartbeat(): void {
    this.page?.heartbeat();
  }
}

/** What is known of a connection. */
class Connection {
  readonly number: number;
  readonly #acceptedAt: number;
  #client: ClientKey;
  #part: Part | undefined = undefined;
  /** Whom it carried so far, where they are several. */
  #clients: Set<ClientKey> | undefined = undefined;

  constructor(number: number, acceptedAt: number) {
    this.number = number;
    this.#client = number;
    this.#acceptedAt = acceptedAt;
  }

  /** When the connection was accepted, if this is the first time that it carries this client; else null. */
  firstUse({ client, part }: Owner): number | null {
    const before = this.owner;
    this.#client = client;
    this.#part = part;
    if (!before) return this.#acceptedAt;
    if (before.client === client) return null;
    this.#clients ??= new Set([before.client]);
    if (this.#clients.has(client)) return null;
    if (this.#clients.size >= MAX_CLIENTS) this.#clients.clear();
    this.#clients.add(client);
    return this.#acceptedAt;
  }

  /** Whose request it carried last. */
  get owner(): Owner | undefined {
    return this.#part && { client: this.#client, part: this.#part };
  }
}

/** A proxy's connection can carry any number of clients: past this many, one that comes again is new again. */
const MAX_CLIENTS = 64;

/** What Node writes to a client that wants to hear so before it sends its body (RFC 9110, section 10.1.1). */
const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n';

import { Socket } from 'node:net';
import type { ByteKind } from '../../protocol/ledger.ts';
import { forEachTransport, type Transport } from '../../protocol/transports.ts';
import type { Batch } from './batch.ts';
import type { Entry } from './ledger.ts';
import { Notes } from './notes.ts';
import { headKind, isTransport } from './part.ts';
import type { Tally } from './tally.ts';

/**
 * Counts the bytes of TCP payload on the server's sockets and books them request by request:
 *
 *   socket opens ─► (bytes of a head still arriving: nobody's yet)
 *        └─► begin(entry of request 1) ─► its body, its answer ─► settle
 *        └─► begin(entry of request 2) ─► ...
 *
 * What arrives before a request is known belongs to that request; what is written belongs to the
 * request that came last. A client that sends a request before it has the answer to the one before
 * (pipelining, which browsers do not do) has both answers booked to the later one; the sums stay exact.
 */
export type Meter = {
  /** Counts a connection from its first byte. */
  track(socket: Socket): void;
  /** A request has arrived, with a head of this kind: from now on the connection's bytes are its entry's. */
  begin(socket: Socket, entry: Entry, head: ByteKind): void;
  /** The next bytes that are written to this connection, after those noted before, are of this kind. */
  note(socket: Socket, kind: ByteKind, bytes: number): void;
  /** This batch was just written to the connection, which no tally counts. */
  wrote(line: Line, batch: Batch): void;
  /**
   * From now on all that is added to the tally was written to this connection too, and the system has taken it; until
   * `untally`, `wrote`, `underway`, or the connection's end. Not while an emulated network lies between us and the system.
   */
  tally(line: Line, tally: Tally): void;
  untally(line: Line): void;
  /** What is kept of this connection, so that it need not be looked up for each batch. */
  line(socket: Socket): Line | undefined;
  /** What has arrived since the last settlement was of this kind. */
  settleUpAs(socket: Socket, kind: ByteKind): void;
  /** Books what has been counted on this connection up to now. */
  settle(socket: Socket): void;
  /** Books what has been counted on every open connection up to now. */
  settleAll(): void;
  /** Some of what is read from this connection is on its way to the server for a while; undefined: none any more. */
  underway(socket: Socket, underway: Underway | undefined): void;
  /** How many connections are open. */
  connections(): number;
  /** How many connections carry each transport now, or carried it last. */
  open(): Record<Transport, number>;
  sockets(): readonly Socket[];
  /** Cuts every open connection. */
  destroyAll(): void;
};

/** `unclaimed`: where the bytes of a connection are booked that never had a request. */
export function createMeter(unclaimed: Entry): Meter {
  const connections = new Map<Socket, Connection>();

  /** 'close' comes when the handle, and with it the count, is gone; every way to end a socket goes through `_destroy`. */
  function destroy(this: Socket, error: Error | null, callback: (error?: Error | null) => void): void {
    const connection = connections.get(this);
    connections.delete(this);
    if (connection) {
      connection.isOver = true;
      leaveTally(connection);
      bookUnderway(connection);
      if (!connection.entry) hand(connection, unclaimed);
      settle(connection);
    }
    Socket.prototype._destroy.call(this, error, callback);
  }

  return {
    track(socket) {
      connections.set(socket, new Connection(socket));
      socket._destroy = destroy;
    },
    begin(socket, entry, head) {
      const connection = connections.get(socket);
      if (!connection) return;
      settleDown(connection);
      hand(connection, entry);
      settleUp(connection, head);
    },
    note(socket, kind, bytes) {
      const connection = connections.get(socket);
      if (!connection) return;
      note(connection, kind, bytes);
      if ((connection.notes?.size() ?? 0) % MAX_NOTES === 0) settleDown(connection);
    },
    line: (socket) => connections.get(socket),
    wrote: bookBatch,
    tally(line, tally) {
      const connection = line as Connection;
      leaveTally(connection);
      if (!connection.isOver && !connection.underway) joinTally(connection, tally);
    },
    untally: (line) => leaveTally(line as Connection),
    settleUpAs(socket, kind) {
      const connection = connections.get(socket);
      if (connection) settleUp(connection, kind);
    },
    settle(socket) {
      const connection = connections.get(socket);
      if (connection) settle(connection);
    },
    settleAll() {
      for (const connection of connections.values()) settle(connection);
    },
    underway(socket, underway) {
      const connection = connections.get(socket);
      if (!connection) return;
      leaveTally(connection);
      connection.underway = underway;
    },
    connections: () => connections.size,
    open() {
      const open = forEachTransport(() => 0);
      for (const { entry } of connections.values()) if (entry && isTransport(entry.part)) open[entry.part] += 1;
      return open;
    },
    sockets: () => [...connections.keys()],
    destroyAll() {
      for (const socket of [...connections.keys()]) socket.destroy();
    },
  };
}

/** Bytes that the system has read and the server has not, because a network is emulated between the two. */
export type Underway = {
  bytes(): number;
  /** Whose request they belong to, though the server may never see it; undefined when that is not known. */
  entry(): Entry | undefined;
};

/** A connection, for whoever writes to it again and again. */
export type Line = {
  readonly socket: Socket;
  /** It was ended: what is written to it goes nowhere. */
  readonly isOver: boolean;
  /** What counts all that is written to it; undefined when nothing does. */
  readonly tally: Tally | undefined;
};

/** A class, because there are ten thousand of them. */
class Connection implements Line {
  readonly socket: Socket;
  tally: Tally | undefined = undefined;
  /** Whose request is being answered. */
  entry: Entry | undefined = undefined;
  /** Whose requests it has carried so far, where they are several's. */
  carried: Set<Entry> | undefined = undefined;
  /** What waits to leave; undefined when nothing does. */
  notes: Notes | undefined = undefined;
  underway: Underway | undefined = undefined;
  isOver = false;
  /** What has been booked already. */
  bytesUp = 0;
  bytesDown = 0;
  /** Of batches that have left, what is in `bytesDown` and not in the entry yet. */
  framingBytes = 0;
  payloadBytes = 0;
  events = 0;

  constructor(socket: Socket) {
    this.socket = socket;
  }
}

/** Each time that so many notes more wait, those whose bytes have left are taken off. */
const MAX_NOTES = 256;

/** A proxy's connection can carry any number of clients: past this many, one that comes again counts again. */
const MAX_CARRIED = 64;

/**
 * From now on the connection is this entry's. Browsers share their connections between everything
 * that a page asks for, so a connection counts for each entry that it carries, once.
 */
function hand(connection: Connection, entry: Entry): void {
  const before = connection.entry;
  if (before === entry) return;
  connection.entry = entry;
  if (before) connection.carried ??= new Set([before]);
  const { carried } = connection;
  if (carried?.has(entry)) return;
  if (carried && carried.size >= MAX_CARRIED) carried.clear();
  carried?.add(entry);
  entry.add('connections', 1);
}

/**
 * Most often the system takes a batch at once: then it is counted at once, without a note for each of its events.
 * Between us and the system lies an emulated network where `underway` is set.
 */
function bookBatch(line: Line, batch: Batch): void {
  const connection = line as Connection;
  leaveTally(connection);
  connection.events += batch.events;
  if (!connection.underway && connection.socket.writableLength === 0) {
    // What was noted before has left too.
    if (connection.notes) settleDown(connection, batch.bytes.length);
    if (!connection.notes) {
      connection.framingBytes += batch.framingBytes;
      connection.payloadBytes += batch.payloadBytes;
      connection.bytesDown += batch.bytes.length;
      return;
    }
  }
  for (const [kind, bytes] of batch.notes) note(connection, kind, bytes);
  if ((connection.notes?.size() ?? 0) >= MAX_NOTES) settleDown(connection);
}

function note(connection: Connection, kind: ByteKind, bytes: number): void {
  connection.notes ??= new Notes();
  connection.notes.push(kind, bytes);
}

/** While it is in a tally, a connection's figures are short of the tally's: their sums are what was written to it. */
function joinTally(connection: Connection, tally: Tally): void {
  connection.tally = tally;
  addTally(connection, tally, -1);
}

function leaveTally(connection: Connection): void {
  const { tally } = connection;
  connection.tally = undefined;
  if (tally) addTally(connection, tally, 1);
}

function addTally(connection: Connection, { events, framingBytes, payloadBytes }: Tally, sign: 1 | -1): void {
  connection.events += sign * events;
  connection.framingBytes += sign * framingBytes;
  connection.payloadBytes += sign * payloadBytes;
  connection.bytesDown += sign * (framingBytes + payloadBytes);
}

function settleBatches(connection: Connection, entry: Entry): void {
  const { events, framingBytes, payloadBytes } = connection;
  connection.events = 0;
  connection.framingBytes = 0;
  connection.payloadBytes = 0;
  if (events > 0) entry.add('events', events);
  if (framingBytes > 0) entry.book('down', 'framing', framingBytes);
  if (payloadBytes > 0) entry.book('down', 'payload', payloadBytes);
}

/** A request that is under way when its connection ends never arrives, but its bytes were sent. */
function bookUnderway(connection: Connection): void {
  const { underway } = connection;
  const entry = underway && underway.bytes() > 0 ? underway.entry() : undefined;
  if (entry) {
    settle(connection);
    hand(connection, entry);
  }
  connection.underway = undefined;
  if (entry) settleUp(connection, headKind(entry.part));
}

function settle(connection: Connection): void {
  settleUp(connection, 'framing');
  settleDown(connection);
}

function settleUp(connection: Connection, kind: ByteKind): void {
  if (!connection.entry) return;
  const bytesUp = connection.socket.bytesRead - (connection.underway?.bytes() ?? 0);
  connection.entry.book('up', kind, bytesUp - connection.bytesUp);
  connection.bytesUp = bytesUp;
}

/** `later`: of the bytes that have left, those that are booked otherwise. */
function settleDown(connection: Connection, later = 0): void {
  const { entry, notes, socket, tally } = connection;
  if (!entry) return;
  leaveTally(connection);
  settleBatches(connection, entry);
  const bytesDown = (bytesGivenToKernel(socket) ?? connection.bytesDown + later) - later;
  const unnoted = entry.part === 'websocket' ? 'framing' : 'other';
  const book = (kind: ByteKind, bytes: number) => entry.book('down', kind, bytes);
  if (notes) notes.take(bytesDown - connection.bytesDown, unnoted, book);
  else if (bytesDown > connection.bytesDown) book(unnoted, bytesDown - connection.bytesDown);
  if (notes?.size() === 0) connection.notes = undefined;
  connection.bytesDown = bytesDown;
  if (tally) joinTally(connection, tally);
}

/**
 * `socket.bytesWritten` counts what was given to the socket, sent or not. A connection that is cut
 * while its reader lags would be booked with megabytes that never left, so what libuv still holds
 * is taken off. Undefined once the handle is gone.
 */
export function bytesGivenToKernel(socket: Socket): number | undefined {
  const handle = (socket as { _handle?: { bytesWritten: number; writeQueueSize: number } | null })._handle;
  return handle ? handle.bytesWritten - handle.writeQueueSize : undefined;
}

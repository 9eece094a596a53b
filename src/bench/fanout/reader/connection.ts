import { connect, type Socket } from 'node:net';
import type { Delivery, Tally } from './delivery.ts';
import type { Dialect } from './dialects.ts';

/** A subscriber: one socket, opened, read, and answered where the dialect asks for it. */
export type Connection = { readonly delivery: Delivery; readonly opened: Promise<void>; close(): void };

/** All sockets read into the same memory: each chunk is dealt with before the next is read. */
const shared = Buffer.allocUnsafe(64 * 1024);

type Stream = Extract<Dialect, { kind: 'stream' }>;

export function openStream(port: number, { request, greet, pings }: Stream, delivery: Delivery, tally: Tally) {
  let received = '';
  let isOpen = false;
  return openSocket(port, delivery, tally, (socket, settle) => {
    const write = (bytes: string | Buffer) => {
      tally.bytesUp += bytes.length;
      socket.write(bytes);
    };
    tally.requests += 1;
    write(request);
    return (chunk) => {
      if (!isOpen) {
        received += chunk.toString('latin1');
        const next = greet(received);
        if (next === 'open') {
          isOpen = true;
          received = '';
          settle();
        } else if (next) write(next);
        return;
      }
      if (pings && chunk.indexOf(pings.ping) >= 0) write(pings.pong);
      delivery.take(chunk);
    };
  });
}

/** What reads a socket's chunks, once it is connected. */
type Reading = (socket: Socket, settle: () => void) => (chunk: Buffer) => void;

export function openSocket(port: number, delivery: Delivery, tally: Tally, reading: Reading): Connection {
  let isOver = false;
  let close = () => {};
  const opened = new Promise<void>((resolve, reject) => {
    let read = (_chunk: Buffer) => {};
    const callback = (count: number) => {
      tally.bytesDown += count;
      try {
        read(shared.subarray(0, count));
      } catch (error) {
        socket.destroy(error as Error);
      }
      return true;
    };
    const options = { host: '127.0.0.1', port, noDelay: true, onread: { buffer: shared, callback } };
    const socket = connect(options, () => {
      read = reading(socket, resolve);
    });
    socket.on('error', reject);
    socket.on('close', () => {
      reject(new Error('closed by the server'));
      if (!isOver) tally.lost += 1;
    });
    close = () => {
      isOver = true;
      socket.destroy();
    };
  });
  return { delivery, opened, close: () => close() };
}

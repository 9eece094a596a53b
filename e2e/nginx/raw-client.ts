import { once } from 'node:events';
import { connect } from 'node:net';
import { createCondition } from '../../src/testing/contract/condition.ts';

/** A client that shows every byte. */
export type RawClient = {
  send(bytes: string): void;
  /** All that arrived, one character for each byte. */
  got(): string;
  until(holds: (got: string) => boolean): Promise<void>;
  /** Resolves when the other side has closed the connection. */
  readonly closed: Promise<unknown>;
  close(): void;
};

export function connectRaw(port: number): RawClient {
  const socket = connect(port, '127.0.0.1');
  const { changed, until } = createCondition();
  let got = '';
  socket.setEncoding('latin1');
  socket.on('data', (text) => {
    got += text;
    changed();
  });
  socket.on('error', () => {});
  return {
    send: (bytes) => socket.write(bytes),
    got: () => got,
    until: (holds) => until(() => holds(got)),
    closed: once(socket, 'close'),
    close: () => socket.destroy(),
  };
}

/** A request for a path under `/streams/main/`. */
export function get(path: string, headers: readonly string[] = []): string {
  return [`GET /streams/main/${path} HTTP/1.1`, 'Host: 127.0.0.1', ...headers, '', ''].join('\r\n');
}

/** What a client that asks for a WebSocket adds. */
export const UPGRADE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];

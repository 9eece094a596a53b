import type { DialectName, LabDialect } from '../messages.ts';

/** How a client opens its connection to a peer, and what it must say to stay. */
export type Dialect =
  | {
      readonly kind: 'stream';
      readonly request: string;
      /** What to send next, given all that came before the stream is open; `open` when there is nothing left to say. */
      greet(received: string): Buffer | 'open' | undefined;
      /** What has to be answered, if anything in a chunk. */
      readonly pings?: { readonly ping: Buffer; readonly pong: Buffer };
    }
  | { readonly kind: 'poll'; readonly path: string; readonly paced: boolean };

export function dialect(name: DialectName): Dialect {
  switch (name) {
    case 'websocket':
      return { kind: 'stream', request: upgrade('/'), greet: afterHead(101), pings: WEBSOCKET_PINGS };
    case 'nchan-websocket':
      return { kind: 'stream', request: upgrade('/websocket'), greet: afterHead(101), pings: WEBSOCKET_PINGS };
    case 'plain':
    case 'sse':
      return { kind: 'stream', request: eventStream('/'), greet: afterHead(200) };
    case 'nchan-sse':
      return { kind: 'stream', request: eventStream('/sse'), greet: afterHead(200) };
    case 'socket.io':
      return {
        kind: 'stream',
        request: upgrade('/socket.io/?EIO=4&transport=websocket'),
        greet: greetSocketIo,
        pings: { ping: Buffer.from([0x81, 0x01, 0x32]), pong: clientFrame(0x1, '3') },
      };
    default:
      return labDialect(name);
  }
}

function labDialect(name: LabDialect): Dialect {
  switch (name) {
    case 'lab-websocket':
      return {
        kind: 'stream',
        request: upgrade('/streams/main/websocket'),
        greet: afterHead(101),
        pings: WEBSOCKET_PINGS,
      };
    case 'lab-sse':
      return { kind: 'stream', request: eventStream('/streams/main/sse'), greet: afterHead(200) };
    case 'lab-long-polling':
      return { kind: 'poll', path: '/streams/main/long-polling', paced: false };
    case 'lab-short-polling':
      return { kind: 'poll', path: '/streams/main/short-polling', paced: true };
  }
}

function eventStream(path: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n`;
}

function upgrade(path: string): string {
  const headers = [
    'Host: 127.0.0.1',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ];
  return `GET ${path} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`;
}

function afterHead(status: number): (received: string) => 'open' | undefined {
  return (received) => {
    const [head] = received.split('\r\n\r\n', 1) as [string];
    if (head.length === received.length) return undefined;
    if (!head.startsWith(`HTTP/1.1 ${status} `)) throw new Error(`refused: ${head.split('\r\n', 1)}`);
    return 'open';
  };
}

/** Engine.IO opens, the client joins the main namespace, and is told that it has: https://socket.io/docs/v4/socket-io-protocol */
function greetSocketIo(received: string): Buffer | 'open' | undefined {
  if (received.includes('40{"sid"')) return 'open';
  // Once: after this frame and until the answer nothing else comes.
  return afterHead(101)(received) && /0\{"sid".*\}$/s.test(received) ? clientFrame(0x1, '40') : undefined;
}

/** A frame of a client, masked with zeros (RFC 6455, section 5.3: any mask will do for a benchmark). */
function clientFrame(opcode: number, text: string): Buffer {
  return Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
}

const WEBSOCKET_PINGS = { ping: Buffer.from([0x89, 0x00]), pong: clientFrame(0xa, '') };

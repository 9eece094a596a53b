import { connect, type Socket } from 'node:net';

/** Sends bytes to a server as they are; resolves to all that it answered, once it closed the connection. */
export function sendRaw(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let answer = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
    socket.on('end', () => socket.end());
  });
}

/** Opens a connection, sends bytes and waits for the first answer; the connection stays open. */
export async function openRaw(port: number, bytes: string | Buffer): Promise<{ socket: Socket; answer: string }> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write(bytes);
  const chunk = await new Promise<Buffer>((resolve) => socket.once('data', resolve));
  return { socket, answer: chunk.toString('latin1') };
}

/** The head of a WebSocket handshake as RFC 6455 wants it; `headers` replace or, undefined, drop the usual ones. */
export function handshake(path: string, headers: Readonly<Record<string, string | undefined>> = {}): string {
  const all = {
    Host: '127.0.0.1',
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  return [`GET ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n');
}

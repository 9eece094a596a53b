import { createHash } from 'node:crypto';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Bytes } from '../bytes.ts';
import { createCondition } from '../condition.ts';

/**
 * What a server does that knows no protocol, step by step. A request is taken from whichever
 * connection it comes on; what follows goes to that one. Once the script is through, nothing more is
 * answered and nothing closed.
 */
export type Step =
  /** Wait for the next request's head. */
  | { readonly do: 'request' }
  /** Answer the last request with 101 and what makes it a WebSocket. */
  | { readonly do: 'upgrade' }
  | { readonly do: 'send'; readonly bytes: Bytes }
  /** Wait until the case says `go`. */
  | { readonly do: 'gate' }
  | { readonly do: 'end' }
  | { readonly do: 'reset' };

export type StagedScript = {
  /** Resolves once the script stands at a gate or is through: all before that was handed to the system. */
  reached(): Promise<void>;
  /** Opens the gate that the script stands at, or comes to; resolves once it stands at the next or is through. */
  go(): Promise<void>;
  /** The request lines so far. */
  requests(): readonly string[];
  untilRequests(count: number): Promise<void>;
  /** Resolves once every connection that a request came on is closed. */
  untilClosed(): Promise<void>;
};

type Request = { readonly socket: Socket; readonly head: string };

export async function openScript(
  steps: readonly Step[],
): Promise<{ url: string; script: StagedScript; close(): Promise<void> }> {
  const { changed, until } = createCondition();
  const sockets = new Set<Socket>();
  const upgraded = new Set<Socket>();
  const requests: Request[] = [];
  let taken = 0;
  let at: 'work' | 'gate' | 'end' = 'work';
  let openGate = () => {};

  const listener = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    let received = '';
    socket.setEncoding('latin1');
    socket.on('data', (text) => {
      if (upgraded.has(socket)) return endOnCloseFrame(socket, `${text}`);
      const heads = `${received}${text}`.split('\r\n\r\n');
      received = heads.pop() ?? '';
      for (const head of heads) requests.push({ socket, head });
      changed();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      sockets.delete(socket);
      changed();
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  play();

  async function play(): Promise<void> {
    for (const step of steps) await perform(step);
    at = 'end';
    changed();
  }

  async function perform(step: Step): Promise<void> {
    const current = requests[taken - 1];
    switch (step.do) {
      case 'request':
        await until(() => requests.length > taken);
        taken += 1;
        return;
      case 'gate':
        return new Promise((resolve) => {
          openGate = resolve;
          at = 'gate';
          changed();
        });
      case 'upgrade':
        if (!current) return;
        upgraded.add(current.socket);
        return send(current.socket, acceptHandshake(current.head));
      case 'send':
        return send(current?.socket, step.bytes);
      case 'end':
        current?.socket.end();
        return;
      case 'reset':
        current?.socket.resetAndDestroy();
    }
  }

  const reached = () => until(() => at !== 'work');
  const script: StagedScript = {
    reached,
    async go() {
      await reached();
      if (at === 'end') return;
      at = 'work';
      openGate();
      await reached();
    },
    requests: () => requests.map(({ head }) => head.split('\r\n')[0] ?? ''),
    untilRequests: (count) => until(() => requests.length >= count),
    untilClosed: () => until(() => requests.every(({ socket }) => !sockets.has(socket))),
  };
  return {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    script,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

/** Resolves once the bytes are with the system, or the connection is gone. */
function send(socket: Socket | undefined, bytes: Bytes): Promise<void> {
  return new Promise((resolve) => {
    if (!socket?.writable) return resolve();
    socket.write(bytes, 'latin1', () => resolve());
  });
}

/** RFC 6455, section 4.2.2. */
function acceptHandshake(head: string): Bytes {
  const key = /^sec-websocket-key: *(.*)$/im.exec(head)?.[1] ?? '';
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  return `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`;
}

/** Whoever closes a WebSocket waits for the other side. A client has nothing else to say here than that it closes. */
function endOnCloseFrame(socket: Socket, frame: Bytes): void {
  if ((frame.charCodeAt(0) & 0x0f) === 8) socket.end();
}

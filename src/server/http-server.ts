import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { PROBLEM_TYPE } from '../protocol/problem.ts';
import { ProblemError, problemDocument } from './problems.ts';
import { WatchedResponse } from './wire/watched-response.ts';

type SetTimer = (delayMs: number, run: () => void) => () => void;

/** How long a socket may take to send its last words, on the slowest network that can be emulated. */
const LINGER_MS = 5_000;

/** Node's HTTP server with every timeout that matters set on purpose. */
export function createHttpServer(setTimer: SetTimer): Server {
  const server = createServer({
    ServerResponse: WatchedResponse,
    // Time for a request's head, and for the whole of it. They end slow senders, not held answers.
    // On the slowest network that can be emulated a connection takes ten seconds to its first byte.
    headersTimeout: 30_000,
    requestTimeout: 60_000,
    connectionsCheckingInterval: 5_000,
    // Node 20 closes an idle connection after 5 s, so a poll every 6 s would silently pay for a new
    // connection each time. Longer than the slowest poll (60 s), and than a common proxy's idle
    // time (60 s), so that the side that sends the next request is the one that closes.
    keepAliveTimeout: 75_000,
    // Events are small and must not wait for each other (Nagle's algorithm).
    noDelay: true,
    // Finds peers that vanished while a stream is held, where the operating system does it for us.
    keepAlive: true,
    keepAliveInitialDelay: 30_000,
  });
  // Off: a held answer is silent for as long as its hold.
  server.timeout = 0;
  server.maxConnections = 12_000;
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    // In the middle of an answer there is no place for another one.
    const { _httpMessage: answer } = socket as { _httpMessage?: { headersSent: boolean } | null };
    if (!socket.writable || error.code === 'ECONNRESET' || answer?.headersSent) {
      socket.destroy();
      return;
    }
    const problem = toProblem(error);
    const body = JSON.stringify(problemDocument(problem));
    const { status, title } = problemDocument(problem);
    socket.write(
      `HTTP/1.1 ${status} ${title}\r\nConnection: close\r\nContent-Type: ${PROBLEM_TYPE}\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    finish(socket, setTimer);
  });
  return server;
}

/** Ends a socket at once, in order as far as TCP knows or with a reset. */
export function cut(socket: Socket, how: 'fin' | 'rst'): void {
  // A reset while the writing side is being shut down fails with EINVAL, and Node then leaks the handle.
  if (how === 'rst' && !socket.writableEnded) socket.resetAndDestroy();
  else socket.destroy();
}

/** Ends a socket after its last words: what still arrives is thrown away, and a peer that stays is cut off. */
export function finish(socket: Socket, setTimer: SetTimer): void {
  socket.end();
  socket.resume();
  const cancel = setTimer(LINGER_MS, () => socket.destroy());
  socket.on('close', cancel);
}

function toProblem({ code, message }: NodeJS.ErrnoException): ProblemError {
  if (code === 'HPE_HEADER_OVERFLOW') return new ProblemError(431, 'The request head is larger than 16 KiB');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new ProblemError(408, 'The request did not arrive in time');
  return new ProblemError(400, `This is not HTTP/1.1: ${message}`);
}

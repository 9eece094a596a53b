import type { Socket } from 'node:net';

/**
 * The four places where a socket's bytes pass between the system and whoever uses the socket:
 *
 *   system ─► push    ─► reader          (the parser, a WebSocket)
 *   system ◄─ _write  ◄─ writer
 *   system ◄─ _writev ◄─ writer
 *   system ◄─ _final  ◄─ writer's end
 *
 * A tap puts itself there on one socket, so that a connection can be shaped while it is used, and one that is not
 * tapped costs nothing.
 */
export type Tap = {
  /** Hands bytes to the system; `done` is called once it took them. When the peer is gone, the socket is destroyed. */
  write(bytes: Buffer, done: () => void): void;
  /** Ends the writing side; `done` is called once the system did. */
  end(done: () => void): void;
  /** Gives bytes to the reader; null tells it that there are no more. */
  read(bytes: Buffer | null): void;
  /** Takes itself off: bytes go the short way again. */
  remove(): void;
};

export type Tapped = {
  /** Bytes from the client, null at their end. The answer says whether there is room for more. */
  arrived(bytes: Buffer | null): boolean;
  /** Bytes for the client; `taken` lets the writer go on. */
  written(bytes: Buffer, taken: () => void): void;
  /** The writer is done; `ended` completes its end. */
  ended(ended: (error?: Error | null) => void): void;
};

export function tapSocket(socket: Socket, { arrived, written, ended }: Tapped): Tap {
  takeFromParser(socket);
  const { push, _write, _writev, _final } = socket;
  socket.push = (bytes: Buffer | null) => arrived(bytes);
  socket._write = (chunk, encoding, taken) => written(toBuffer(chunk, encoding), () => taken());
  socket._writev = (chunks, taken) =>
    written(Buffer.concat(chunks.map(({ chunk, encoding }) => toBuffer(chunk, encoding))), () => taken());
  socket._final = ended;

  return {
    write: (bytes, done) =>
      _write.call(socket, bytes, 'buffer' as BufferEncoding, (error) => (error ? socket.destroy(error) : done())),
    end: (done) => _final.call(socket, () => done()),
    read(bytes) {
      if (socket.destroyed) return;
      const wantsMore = push.call(socket, bytes);
      // As the socket does it itself: after the end it must be read once more to notice, and a full one stops the system.
      if (bytes === null) socket.read(0);
      else if (!wantsMore) stopReading(socket);
    },
    remove() {
      Object.assign(socket, { push, _write, _writev, _final });
    },
  };
}

/** The HTTP parser takes its bytes from the system past the socket, until somebody listens for them. */
function takeFromParser(socket: Socket): void {
  const listener = () => {};
  const wasPaused = socket.isPaused();
  socket.on('data', listener);
  socket.off('data', listener);
  if (wasPaused) socket.pause();
}

function stopReading(socket: Socket): void {
  const { _handle: handle } = socket as { _handle?: { reading: boolean; readStop(): void } | null };
  if (!handle) return;
  handle.reading = false;
  handle.readStop();
}

function toBuffer(chunk: Buffer | string, encoding: BufferEncoding): Buffer {
  return typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
}

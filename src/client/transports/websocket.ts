import { frameSchema } from '../../protocol/answer.ts';
import { formatCursor } from '../../protocol/cursor.ts';
import type { Platform, WebSocketLike } from '../platform.ts';
import { sleep } from '../timing.ts';
import { type CloseReason, type CreateTransport, streamUrl } from '../transport.ts';
import { parse } from './parse.ts';
import { streamAttempt } from './stream-attempt.ts';

const CLOSED = 3;
const CLOSE_TIMEOUT_MS = 1_000;

/** WebSocket, by the platform's own WebSocket. */
export const createWebSocket: CreateTransport = (config, platform) => ({
  run({ cursor, observer, signal }) {
    return streamAttempt({ observer, signal }, config, platform, ({ guard, opened, alive, settle }) => {
      let { epoch } = cursor;
      let isOpen = false;
      const url = streamUrl(config, 'websocket', { after: formatCursor(cursor) });
      const socket = platform.openWebSocket(url.replace(/^http/, 'ws'));

      socket.addEventListener(
        'open',
        guard(() => {
          isOpen = true;
          opened();
        }),
      );
      socket.addEventListener(
        'message',
        guard(({ data }) => {
          const receivedAt = platform.now();
          alive();
          const frame = parse(frameSchema, data, config.maxAnswerBytes);
          if (frame.kind !== 'parsed') return settle(frame);
          if ('gap' in frame.value) {
            epoch = frame.value.gap.resumedAt.epoch;
            return observer.gap(frame.value.gap);
          }
          // A frame does not name the epoch: it is the cursor's, until a gap tells of another one.
          const { id } = frame.value;
          observer.event(frame.value, epoch === undefined ? { id } : { epoch, id }, receivedAt);
        }),
      );
      socket.addEventListener(
        'close',
        guard(({ code, reason }) => settle(explainClose(isOpen, code, reason))),
      );
      // What went wrong is told by the close event that follows.
      socket.addEventListener('error', () => {});
      return () => close(socket, platform);
    });
  },
});

/** RFC 6455, section 7.4.1: 1006 is what the platform says when no close frame came. */
function explainClose(wasOpen: boolean, code: number, reason: string): CloseReason {
  if (!wasOpen) {
    const detail = 'the WebSocket could not be opened; the platform does not tell why';
    return { kind: 'refused', retry: true, detail };
  }
  const detail = `closed with ${code}${reason && `: ${reason}`}`;
  if (code === 1006) return { kind: 'network', retry: true, detail };
  if (code === 1002 || code === 1007) return { kind: 'protocol', retry: true, detail };
  return { kind: code === 1009 ? 'overflow' : 'ended', retry: true, detail };
}

/** Resolves once the socket is closed. A peer that is gone never agrees to that: then the platform is left to it. */
async function close(socket: WebSocketLike, platform: Platform): Promise<void> {
  if (socket.readyState === CLOSED) return;
  const patience = new AbortController();
  socket.addEventListener('close', () => patience.abort());
  socket.close();
  await sleep(CLOSE_TIMEOUT_MS, patience.signal, platform);
}

import { connect, type Socket } from 'node:net';
import type { Platform } from '../../client/platform.ts';
import { DEFAULT_TRANSPORT_CONFIG } from '../../client/transport.ts';
import { parseCursor } from '../../protocol/cursor.ts';
import { LAB_CHANNEL } from '../../protocol/event.ts';
import type { LeanListener, LeanReader, LeanTransport } from './lean-transport.ts';
import { createRetries } from './retries.ts';
import type { ClientNeeds, SwarmClient } from './swarm-client.ts';

/**
 * All connections read into the same memory: what is read is done with before the next read. A buffer for each would be
 * most of the memory of ten thousand clients.
 */
const READ_BUFFER = Buffer.allocUnsafeSlow(64 * 1024);

const { answerTimeoutMs, silenceTimeoutMs } = DEFAULT_TRANSPORT_CONFIG;

/** A client that does as little as it can for each event. It goes by the session's rules. */
export function createLeanClient(
  transport: LeanTransport,
  { url, plan, tally, position, toServerTime, cursor }: ClientNeeds,
  { now, random, setTimer }: Pick<Platform, 'now' | 'random' | 'setTimer'>,
): SwarmClient {
  const { hostname, port, host } = new URL(url);
  const retries = createRetries(plan.backoff, random);
  /** Undefined, with its reader, while there is none. */
  let socket: Socket | undefined;
  let reader: LeanReader | undefined;
  let isConnected = false;
  let isStopped = false;
  let isFirstOfConnection = true;
  let isFirstWait = true;
  /** Short polling: between two requests nobody owes anything. */
  let isIdle = false;
  let heardAt = 0;
  let upSince: number | undefined;
  let arrivedAt = 0;
  let askedMs = 0;
  let cancelTimer = () => {};
  /** Counts what makes an answer about the cursor come too late. */
  let turn = 0;

  // A reader may go on for some bytes after it was cut: what it tells then is not heard.
  const listener: LeanListener = {
    opened() {
      if (reader) opened();
    },
    event(id, at) {
      if (reader) position.event(id, at, arrivedAt);
    },
    gap(epoch, id) {
      if (reader) position.gap(epoch, id);
    },
    stands(epoch, id) {
      if (reader) position.stands(epoch, id);
    },
    epoch(epoch) {
      if (reader) position.epoch(epoch);
    },
    answered,
    refused(_status, retryAfterMs) {
      askedMs = retryAfterMs;
      lost();
    },
    reply: write,
    ended: lost,
    broken: lost,
  };

  return {
    start,
    drop(jitter) {
      cancelTimer();
      cut();
      wait(retries.afterDrop(jitter), start);
    },
    check(at) {
      if (!socket || isIdle) return;
      if (at - heardAt > limitMs()) lost();
    },
    async stop() {
      isStopped = true;
      cancelTimer();
      const closing = socket;
      const closed = closing && new Promise<void>((resolve) => closing.once('close', () => resolve()));
      cut();
      await closed;
    },
  };

  function start(): void {
    if (transport.tellsWhereItStands || position.cursor() !== undefined) open();
    else void openFromCursor();
  }

  /** A loss before the first event would otherwise be the loss of whatever is published meanwhile. */
  async function openFromCursor(): Promise<void> {
    turn += 1;
    const own = turn;
    try {
      const stands = parseCursor(await cursor());
      if (isStopped || own !== turn) return;
      if (stands?.epoch !== undefined) position.stands(stands.epoch, stands.id);
      open();
    } catch {
      if (isStopped || own !== turn) return;
      tally.losses += 1;
      wait(retries.next(0, 0), start);
    }
  }

  function open(): void {
    heardAt = now();
    tally.attempted?.(heardAt);
    isIdle = false;
    isFirstOfConnection = true;
    upSince = undefined;
    askedMs = 0;
    const own = connect({
      ...{ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80), noDelay: true },
      onread: {
        buffer: READ_BUFFER,
        callback(bytes: number) {
          if (own === socket) read(bytes);
          return true;
        },
      },
    });
    socket = own;
    reader = transport.createReader(listener);
    own.once('connect', () => {
      if (own === socket) ask();
    });
    own.on('error', () => {});
    own.once('end', () => {
      if (own === socket) reader?.ended();
    });
    own.once('close', () => {
      if (own === socket) lost();
    });
  }

  function ask(): void {
    isIdle = false;
    heardAt = now();
    const after = position.cursor();
    const { target, fields } = transport.request({
      ...{ after, holdSeconds: plan.holdSeconds, isFirst: isFirstOfConnection },
    });
    const text = `GET /streams/${LAB_CHANNEL}/${target} HTTP/1.1\r\nHost: ${host}\r\n${fields}\r\n`;
    tally.requests += 1;
    write(text);
  }

  function write(bytes: string | Buffer): void {
    if (!socket) return;
    tally.bytesUp += bytes.length;
    socket.write(bytes);
  }

  function read(bytes: number): void {
    heardAt = now();
    arrivedAt = toServerTime(heardAt);
    tally.bytesDown += bytes;
    reader?.read(READ_BUFFER.subarray(0, bytes));
  }

  function opened(): void {
    upSince ??= now();
    connected(true);
  }

  function answered({ events, more, keepAlive }: Parameters<LeanListener['answered']>[0]): void {
    if (!reader) return;
    if (events === 0) tally.emptyResponses += 1;
    opened();
    isFirstOfConnection = false;
    if (!keepAlive) release();
    if (more || transport.kind === 'held') {
      again();
      return;
    }
    isIdle = true;
    // Clients that were started together do not ask together.
    wait(isFirstWait ? random() * plan.pollIntervalMs : plan.pollIntervalMs, again);
    isFirstWait = false;
  }

  function again(): void {
    if (socket) ask();
    else open();
  }

  function wait(delayMs: number, then: () => void): void {
    if (!isStopped) cancelTimer = setTimer(delayMs, then);
  }

  /** The connection is over, and not by us. */
  function lost(): void {
    if (!socket) return;
    // It may be closed while nobody uses it: the next poll opens another one.
    if (isIdle) {
      release();
      return;
    }
    cut();
    tally.losses += 1;
    wait(retries.next(upSince === undefined ? 0 : now() - upSince, askedMs), open);
  }

  function cut(): void {
    turn += 1;
    release();
    connected(false);
  }

  function release(): void {
    const closing = socket;
    socket = undefined;
    reader = undefined;
    closing?.destroy();
  }

  function connected(is: boolean): void {
    if (is === isConnected) return;
    isConnected = is;
    tally.connected += is ? 1 : -1;
  }

  /** How long the server may be silent. */
  function limitMs(): number {
    if (transport.kind === 'stream') return isConnected ? silenceTimeoutMs : answerTimeoutMs;
    return answerTimeoutMs + (transport.kind === 'held' ? plan.holdSeconds * 1_000 : 0);
  }
}

import type { Socket } from 'node:net';
import type { Network } from '../../../protocol/network.ts';
import type { Budget } from './budget.ts';
import type { Access } from './links.ts';
import type { LossyPath } from './loss.ts';
import { createPipe } from './pipe.ts';
import { type ProxiedAnswer, proxyAnswer } from './proxied-answer.ts';
import { requestTarget } from './request-target.ts';
import { tapSocket } from './tap.ts';

/**
 * A connection in the emulated network:
 *
 *   client ─► system ─► up ──────────────────────► server's reader
 *   client ◄─ system ◄─ down ◄─ proxied answer ◄── server's writer
 *
 * Browsers share their connections among all that a page asks for. So each request is looked at: a lane's goes through
 * the network, and whatever else comes on the same connection passes at once.
 */
export type ConditionedConnection = {
  /** The server was given a lane's request on this connection. */
  requestBegan(): void;
  /** The server has said all of its answer. */
  answerEnded(): void;
  /** The settings are others from now on. */
  changed(): void;
  /** From now on nothing arrives any more in either direction, and nobody is told. */
  freeze(): void;
  /** Takes itself off as soon as nothing is under way. */
  retire(): void;
  heldBytes(): number;
};

export type ConnectionNeeds = {
  readonly socket: Socket;
  /** Whether the connection is open as far as the network is concerned: then nothing more is paid for that. */
  readonly isOpen: boolean;
  /** Whether a lane's request is being answered on it. */
  readonly isLane: boolean;
  /** Read anew each time. */
  settings(): Network;
  /** Its client's access to the network, which may become another client's; or the way around the network. */
  access(isLane: boolean): Access;
  /** Whether a request for this target is a lane's; the connection is that client's from then on. */
  isLaneTarget(target: string): boolean;
  readonly budget: Budget;
  readonly random: () => number;
  lost(segments: number): void;
  /** Notes bytes that no handler wrote. */
  noteRefusal(bytes: number): void;
  removed(): void;
  now(): number;
  setTimer(delayMs: number, run: () => void): () => void;
};

export function conditionConnection(needs: ConnectionNeeds): ConditionedConnection {
  const { socket, settings, access, budget, random, lost, now, setTimer } = needs;
  let { isOpen, isLane } = needs;
  let answer: ProxiedAnswer | undefined = isLane ? openAnswer() : undefined;
  let state: 'on' | 'retiring' | 'frozen' | 'given-up' | 'off' = 'on';

  const shared = { path, budget, random, lost, now, setTimer };
  const up = createPipe({
    ...shared,
    link: () => access(isLane).up,
    deliver(bytes, done) {
      tap.read(bytes);
      done();
      leaveWhenEmpty();
    },
  });
  const down = createPipe({
    ...shared,
    link: () => access(isLane).down,
    deliver: (bytes, done) =>
      tap.write(bytes, () => {
        done();
        leaveWhenEmpty();
      }),
  });

  const tap = tapSocket(socket, {
    arrived(bytes) {
      if (bytes === null) up.end(() => tap.read(null));
      else receive(bytes);
      return up.hasRoom();
    },
    written(bytes, taken) {
      if (state === 'given-up') return taken();
      if (answer) answer.wrote(bytes);
      else down.send(bytes);
      down.whenRoom(taken);
    },
    ended(done) {
      answer?.ended();
      answer = undefined;
      down.end(() => tap.end(done));
    },
  });
  socket.on('close', leave);

  return {
    requestBegan() {
      isLane = true;
      answer ??= openAnswer();
    },
    answerEnded() {
      answer?.ended();
      answer = undefined;
    },
    changed: () => answer?.changed(),
    freeze() {
      state = 'frozen';
      up.freeze();
      down.freeze();
      // The system would send again and again, and tell us in the end that nobody is there.
      const cancelTimer = setTimer(FROZEN_MS, () => socket.destroy());
      socket.on('close', cancelTimer);
    },
    retire() {
      if (state === 'on') state = 'retiring';
      leaveWhenEmpty();
    },
    heldBytes: () => answer?.heldBytes() ?? 0,
  };

  function path(): LossyPath {
    return isLane ? settings() : NO_PATH;
  }

  function receive(bytes: Buffer): void {
    const target = requestTarget(bytes);
    if (target !== undefined) {
      isLane = needs.isLaneTarget(target);
      if (isLane && !isOpen) up.holdUntil(now() + setUpMs());
      isOpen ||= isLane;
    }
    up.send(bytes);
  }

  /** A handshake of TCP is a round trip before the first byte, and TLS 1.3 is one more (RFC 8446, section 2). */
  function setUpMs(): number {
    const { rttMs, jitterMs, tls } = settings();
    return (tls ? 2 : 1) * (rttMs + jitterMs * random());
  }

  function openAnswer(): ProxiedAnswer {
    return proxyAnswer({
      settings: () => settings().proxy,
      pass: (bytes) => down.send(bytes),
      gaveUp(began) {
        state = 'given-up';
        answer = undefined;
        if (!began) refuse();
        down.end(() => tap.end(() => socket.destroy()));
      },
      now,
      setTimer,
    });
  }

  function refuse(): void {
    needs.noteRefusal(GATEWAY_TIMEOUT.length);
    down.send(GATEWAY_TIMEOUT);
  }

  function leaveWhenEmpty(): void {
    if (state === 'retiring' && up.isEmpty() && down.isEmpty() && !answer?.heldBytes()) leave();
  }

  function leave(): void {
    if (state === 'off') return;
    state = 'off';
    answer?.ended();
    up.close();
    down.close();
    tap.remove();
    socket.off('close', leave);
    needs.removed();
  }
}

const NO_PATH: LossyPath = { rttMs: 0, jitterMs: 0, lossPercent: 0 };

/** How long a connection that carries nothing is kept. Linux would give up after about 15 minutes (tcp_retries2). */
const FROZEN_MS = 60_000;

const REASON = 'The proxy had no answer from the server in time\n';
const GATEWAY_TIMEOUT = Buffer.from(
  `HTTP/1.1 504 Gateway Time-out\r\nContent-Type: text/plain\r\nContent-Length: ${REASON.length}\r\nConnection: close\r\n\r\n${REASON}`,
);

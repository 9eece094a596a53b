import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Network } from '../../../protocol/network.ts';
import { answeringOf } from '../answering.ts';
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
  /** Whether what is under way is a lane's. */
  isLane(): boolean;
  /** The server was given a lane's request on this connection; an upgrade has no response that ends. */
  requestBegan(response: ServerResponse | undefined): void;
  /** The settings are others from now on. */
  changed(): void;
  /**
   * From now on nothing of a lane arrives any more in either direction, and nobody is told. A connection that waits for
   * its next request falls silent with the next one of a lane, for browsers may well use it for something else.
   */
  stall(): void;
  /** Takes itself off as soon as nothing is under way. */
  retire(): void;
  /** Bytes from the client that the server was not given yet. */
  underwayUp(): number;
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
  let answer: ProxiedAnswer | undefined;
  let state: 'on' | 'retiring' | 'frozen' | 'given-up' | 'off' = 'on';
  let isDoomed = false;
  /** Of what the up pipe holds, what the server is given at this very moment. */
  let handed = 0;

  const shared = { path, budget, random, lost, now, setTimer };
  const up = createPipe({
    ...shared,
    link: () => access(isLane).up,
    deliver(bytes, done) {
      handed = bytes.length;
      tap.read(bytes);
      handed = 0;
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
      // The server's answer has no reader any more: that it is not taken makes its writer stop.
      if (state === 'given-up') return;
      if (answer) answer.wrote(bytes);
      else down.send(bytes);
      down.whenRoom(taken);
    },
    ended(done) {
      closeAnswer();
      down.end(() => tap.end(done));
    },
  });
  socket.on('close', leave);
  if (isLane) continueAnswer();

  return {
    isLane: () => isLane,
    requestBegan(response) {
      isLane = true;
      answer = openAnswer('nothing');
      response?.once('finish', closeAnswer);
    },
    changed() {
      if (state === 'retiring') state = 'on';
      answer?.changed();
    },
    stall() {
      if (answer || !up.isEmpty()) freeze();
      else isDoomed = true;
    },
    retire() {
      if (state === 'on') state = 'retiring';
      leaveWhenEmpty();
    },
    underwayUp: () => up.queuedBytes() - handed,
  };

  function path(): LossyPath {
    return isLane ? settings() : NO_PATH;
  }

  function receive(bytes: Buffer): void {
    const target = requestTarget(bytes);
    if (target !== undefined) {
      isLane = needs.isLaneTarget(target);
      if (isLane && isDoomed) freeze();
      if (isLane && !isOpen) up.holdUntil(now() + setUpMs());
      isOpen ||= isLane;
    }
    up.send(bytes);
  }

  /** A handshake of TCP is a round trip before the first byte, and TLS 1.3 is one more (RFC 8446, section 2). */
  function setUpMs(): number {
    const { rttMs, jitterMs, tls } = settings();
    return (tls ? 2 : 1) * (rttMs + (jitterMs > 0 ? jitterMs * random() : 0));
  }

  function freeze(): void {
    if (state === 'frozen') return;
    state = 'frozen';
    up.freeze();
    down.freeze();
    // The system would send again and again, and tell us in the end that nobody is there.
    const cancelTimer = setTimer(FROZEN_MS, () => socket.destroy());
    socket.on('close', cancelTimer);
  }

  /** The proxy is put in while the connection is used. */
  function continueAnswer(): void {
    const answering = answeringOf(socket);
    switch (answering.kind) {
      case 'idle':
        return;
      case 'tunnel':
        answer = openAnswer('tunnel');
        return;
      case 'silent':
      case 'speaking':
        answer = openAnswer(answering.kind === 'silent' ? 'nothing' : 'answer');
        answering.response.once('finish', closeAnswer);
    }
  }

  function openAnswer(alreadyHeard: 'nothing' | 'answer' | 'tunnel'): ProxiedAnswer {
    return proxyAnswer({
      settings: () => settings().proxy,
      alreadyHeard,
      pass: (bytes) => down.send(bytes),
      holds: (bytes) => (bytes > 0 ? budget.add(bytes) : budget.release(-bytes)),
      gaveUp(began) {
        state = 'given-up';
        answer = undefined;
        if (!began) refuse();
        const cancelTimer = setTimer(LINGER_MS, () => socket.destroy());
        socket.on('close', cancelTimer);
        down.end(() => socket.destroy());
      },
      now,
      setTimer,
    });
  }

  function closeAnswer(): void {
    answer?.ended();
    answer = undefined;
    leaveWhenEmpty();
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

/** How long the last words of a proxy that gave up may take. */
const LINGER_MS = 5_000;

/** How long a connection that carries nothing is kept. Linux would give up after about 15 minutes (tcp_retries2). */
const FROZEN_MS = 60_000;

const REASON = 'The proxy had no answer from the server in time\n';
const GATEWAY_TIMEOUT = Buffer.from(
  `HTTP/1.1 504 Gateway Time-out\r\nContent-Type: text/plain\r\nContent-Length: ${REASON.length}\r\nConnection: close\r\n\r\n${REASON}`,
);

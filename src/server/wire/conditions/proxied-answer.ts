import type { ProxySettings } from '../../../protocol/network.ts';

/**
 * What a proxy does to one answer on its way from the server to the client: it holds it back until it ends or fills a
 * buffer, and loses patience when nothing comes, or when it takes too long altogether.
 *
 *   server ─► wrote ─► (buffer) ─► pass ─► client
 *
 * As nginx 1.22 does it, seen in `e2e/nginx.spec.ts`: the head counts and waits too; what goes on are whole buffers,
 * wherever they cut an event; and an answer that is given up loses what was held of its body.
 */
export type ProxiedAnswer = {
  wrote(bytes: Buffer): void;
  /** The server has said all of this answer. */
  ended(): void;
  /** The settings may be others from now on. */
  changed(): void;
  heldBytes(): number;
};

type Needs = {
  /** Read anew each time. */
  settings(): ProxySettings;
  /** What was heard of the answer before the proxy was put in. */
  readonly alreadyHeard: 'nothing' | 'answer' | 'tunnel';
  pass(bytes: Buffer): void;
  /** So many bytes more, or fewer, are held. */
  holds(bytes: number): void;
  /** The proxy lost its patience with the server. `began`: bytes of an answer had come. */
  gaveUp(began: boolean): void;
  now(): number;
  setTimer(delayMs: number, run: () => void): () => void;
};

export function proxyAnswer({ settings, alreadyHeard, pass, holds, gaveUp, now, setTimer }: Needs): ProxiedAnswer {
  const startedAt = now();
  let lastByteAt = startedAt;
  let held: Buffer[] = [];
  let heldBytes = 0;
  let heard = alreadyHeard;
  let passedAny = alreadyHeard !== 'nothing';
  let cancelTimer = () => {};
  watch();

  return {
    wrote(bytes) {
      if (heard === 'nothing') heard = bytes.subarray(0, SWITCHED.length).equals(SWITCHED) ? 'tunnel' : 'answer';
      lastByteAt = now();
      if (heldBytes === 0 && isPassedAtOnce()) {
        passedAny = true;
        return pass(bytes);
      }
      held.push(bytes);
      hold(bytes.length);
      passFull();
    },
    ended() {
      cancelTimer();
      passOn(heldBytes);
    },
    changed() {
      cancelTimer();
      passFull();
      watch();
    },
    heldBytes: () => heldBytes,
  };

  function passFull(): void {
    passOn(isPassedAtOnce() ? heldBytes : heldBytes - (heldBytes % settings().bufferBytes));
  }

  function isPassedAtOnce(): boolean {
    return settings().bufferBytes === 0 || heard === 'tunnel';
  }

  function passOn(count: number): void {
    if (count === 0) return;
    const bytes = Buffer.concat(held);
    held = count < bytes.length ? [bytes.subarray(count)] : [];
    hold(-count);
    passedAny = true;
    pass(bytes.subarray(0, count));
  }

  function hold(bytes: number): void {
    heldBytes += bytes;
    holds(bytes);
  }

  /** Bytes that come meanwhile move the moment at which patience is lost: then it is waited for again. */
  function watch(): void {
    if (dueAt() === Number.POSITIVE_INFINITY) return;
    cancelTimer = setTimer(Math.max(dueAt() - now(), 0), () => {
      if (now() < dueAt()) return watch();
      if (!passedAny) passOn(headLength(Buffer.concat(held)));
      held = [];
      hold(-heldBytes);
      gaveUp(heard !== 'nothing');
    });
  }

  function dueAt(): number {
    const { idleTimeoutSeconds, maxResponseSeconds } = settings();
    return Math.min(
      idleTimeoutSeconds > 0 ? lastByteAt + idleTimeoutSeconds * 1_000 : Number.POSITIVE_INFINITY,
      maxResponseSeconds > 0 ? startedAt + maxResponseSeconds * 1_000 : Number.POSITIVE_INFINITY,
    );
  }
}

function headLength(bytes: Buffer): number {
  const end = bytes.indexOf(END_OF_HEAD);
  return end < 0 ? 0 : end + END_OF_HEAD.length;
}

/** After the answer to an upgrade there are no more answers: a proxy passes on whatever comes. */
const SWITCHED = Buffer.from('HTTP/1.1 101');
const END_OF_HEAD = Buffer.from('\r\n\r\n');

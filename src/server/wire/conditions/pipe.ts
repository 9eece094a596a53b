import type { Budget } from './budget.ts';
import type { Link } from './link.ts';
import { type LossyPath, SEGMENT_BYTES, stallOf } from './loss.ts';

/**
 * One direction of one connection through the emulated network, in order:
 *
 *   send ─► waiting ─► link (bandwidth) ─► flying (half a round trip, jitter, loss) ─► deliver
 *
 * Delays count from the moment at which a byte was sent, or left the link, and never from when a timer ran: a timer
 * that is late makes one delivery late and shifts no other.
 */
export type Pipe = {
  send(bytes: Buffer): void;
  /** Nothing more is sent; `arrived` is called once all that was sent is delivered. */
  end(arrived: () => void): void;
  /** Calls `run` as soon as the pipe can take more. */
  whenRoom(run: () => void): void;
  hasRoom(): boolean;
  /** Nothing leaves before this time: the connection is still being set up. */
  holdUntil(time: number): void;
  /** From now on nothing arrives any more, and nobody is told: as much as fits is still taken, and forgotten. */
  freeze(): void;
  /** Bytes that were sent and are not delivered. */
  queuedBytes(): number;
  isEmpty(): boolean;
  /** Forgets everything; who waits for room may go on. */
  close(): void;
  /** For the link: the next bytes that wait, at most so many; undefined when there are none. */
  take(maxBytes: number): Segment | undefined;
  /** For the link: the segment has left at this time. */
  depart(segment: Segment, at: number): void;
};

export type Segment = { readonly bytes: Buffer; readonly sentAt: number };

type Needs = {
  /** Read for each segment, so that a change affects what is sent from then on. */
  path(): LossyPath;
  link(): Link;
  readonly budget: Budget;
  readonly random: () => number;
  /** Hands bytes on at the far end; `done` asks for more. */
  deliver(bytes: Buffer, done: () => void): void;
  lost(segments: number): void;
  now(): number;
  setTimer(delayMs: number, run: () => void): () => void;
};

/** Timers count whole milliseconds: what is due within half of one is due. */
const DUE_MS = 0.5;

export function createPipe({ path, link, budget, random, deliver, lost, now, setTimer }: Needs): Pipe {
  let waiting: Segment[] = [];
  let flying: { readonly bytes: Buffer; readonly arrivesAt: number }[] = [];
  let queued = 0;
  let waitingBytes = 0;
  let opensAt = Number.NEGATIVE_INFINITY;
  let lastArrival = Number.NEGATIVE_INFINITY;
  let state: 'open' | 'frozen' | 'closed' = 'open';
  let delivering = false;
  let tellEnd: (() => void) | undefined;
  let cancelTimer = () => {};
  const waits = new Map<() => void, () => void>();
  let swallowed = 0;
  let turnAt: Link | undefined;

  const pipe: Pipe = {
    send(bytes) {
      if (state === 'frozen') swallowed += bytes.length;
      if (state !== 'open' || bytes.length === 0) return;
      queued += bytes.length;
      budget.add(bytes.length);
      waiting.push({ bytes, sentAt: now() });
      waitingBytes += bytes.length;
      turnAt = link();
      turnAt.ready(pipe);
    },
    end(arrived) {
      tellEnd = arrived;
      land();
    },
    whenRoom(run) {
      if (budget.hasRoom(state === 'frozen' ? swallowed : queued)) return run();
      const cancel = budget.wait(
        () => (state === 'frozen' ? swallowed : queued),
        () => {
          waits.delete(run);
          run();
        },
      );
      waits.set(run, cancel);
    },
    hasRoom: () => budget.hasRoom(queued),
    holdUntil(time) {
      opensAt = time;
    },
    freeze() {
      if (state === 'open') state = 'frozen';
      swallowed = queued;
      forget();
    },
    queuedBytes: () => queued,
    isEmpty: () => queued === 0 && !delivering,
    close() {
      state = 'closed';
      forget();
      for (const [run, cancel] of [...waits]) {
        cancel();
        run();
      }
      waits.clear();
    },
    take(maxBytes) {
      const [next] = waiting;
      if (!next || state !== 'open') return undefined;
      waitingBytes -= Math.min(maxBytes, next.bytes.length);
      if (next.bytes.length <= maxBytes) return waiting.shift();
      waiting[0] = { ...next, bytes: next.bytes.subarray(maxBytes) };
      return { ...next, bytes: next.bytes.subarray(0, maxBytes) };
    },
    depart({ bytes }, at) {
      const conditions = path();
      const stall = stallOf(conditions, waitingBytes / SEGMENT_BYTES, random);
      if (stall.lost > 0) lost(stall.lost);
      const jitterMs = conditions.jitterMs > 0 ? conditions.jitterMs * random() : 0;
      const delayMs = (conditions.rttMs + jitterMs) / 2;
      lastArrival = Math.max(lastArrival, Math.max(at, opensAt) + delayMs + stall.stallMs);
      flying.push({ bytes, arrivesAt: lastArrival });
      land();
    },
  };
  return pipe;

  function land(): void {
    if (delivering || state !== 'open') return;
    cancelTimer();
    const dueBy = now() + DUE_MS;
    let count = 0;
    while (count < flying.length && (flying[count]?.arrivesAt ?? 0) <= dueBy) count += 1;
    const landed = flying.slice(0, count).map(({ bytes }) => bytes);
    flying = flying.slice(count);
    const [first] = landed;
    if (first) {
      const bytes = landed.length === 1 ? first : Buffer.concat(landed);
      delivering = true;
      deliver(bytes, () => {
        delivering = false;
        if (state !== 'open') return;
        release(bytes.length);
        land();
      });
    } else if (flying[0]) {
      cancelTimer = setTimer(Math.max(1, Math.round(flying[0].arrivesAt - now())), land);
    } else if (waiting.length === 0) {
      const tell = tellEnd;
      tellEnd = undefined;
      tell?.();
    }
  }

  function forget(): void {
    cancelTimer();
    turnAt?.leave(pipe);
    waiting = [];
    waitingBytes = 0;
    flying = [];
    release(queued);
  }

  function release(bytes: number): void {
    queued -= bytes;
    budget.release(bytes);
  }
}

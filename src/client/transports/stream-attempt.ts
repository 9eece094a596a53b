import type { Platform } from '../platform.ts';
import { RECHECK_MS } from '../timing.ts';
import { ABORTED, type Attempt, type CloseReason, type TransportConfig, type TransportState } from '../transport.ts';

/** What a stream's listeners are given to drive its attempt. */
export type StreamAttempt = {
  /** Runs a listener's work unless the attempt is over. */
  guard<Args extends readonly unknown[]>(listener: (...args: Args) => void): (...args: Args) => void;
  /** The stream is open: from now on silence is what is watched. */
  opened(): void;
  /** The platform tries again by itself: from now on its opening is what is watched. */
  reopening(): void;
  /** Something came: silence is counted anew. */
  alive(): void;
  settle(reason: CloseReason): void;
};

/**
 * What SSE and WebSocket have in common: an attempt that ends once, on abort, on the platform's word,
 * or when the stream does not open or falls silent for too long. `open` starts the stream and answers
 * with what releases it; the attempt settles when that is done.
 */
export function streamAttempt(
  { observer, signal }: Pick<Attempt, 'observer' | 'signal'>,
  config: TransportConfig,
  platform: Platform,
  open: (attempt: StreamAttempt) => () => Promise<void> | void,
): Promise<CloseReason> {
  let sentAt = 0;
  ask('connecting');
  if (signal.aborted) return Promise.resolve(ABORTED);
  return new Promise((resolve) => {
    let over = false;
    let isOpen = false;
    let cancelTimer = () => {};
    const abort = () => settle(ABORTED);
    signal.addEventListener('abort', abort);

    let since = platform.now();
    const release = open({
      guard:
        (listener) =>
        (...args) => {
          if (!over) listener(...args);
        },
      opened() {
        isOpen = true;
        since = platform.now();
        observer.requestAnswered({ sentAt, answeredAt: platform.now(), events: null });
        if (!over) observer.state('open');
      },
      reopening() {
        // A try that fails does not win the next one more time.
        if (isOpen) since = platform.now();
        isOpen = false;
        ask('reconnecting');
      },
      alive() {
        since = platform.now();
      },
      settle,
    });
    if (!over) watch();

    /** Looks again now and then, because both limits may be changed while it waits. */
    function watch(): void {
      const limitMs = isOpen ? config.silenceTimeoutMs : config.answerTimeoutMs;
      const isWatched = !isOpen || limitMs > 0;
      const leftMs = isWatched ? since + limitMs - platform.now() : RECHECK_MS;
      if (leftMs > 0) {
        cancelTimer = platform.setTimer(Math.min(leftMs, RECHECK_MS), watch);
        return;
      }
      const detail = `the stream was ${isOpen ? 'silent' : 'not open'} for ${limitMs} ms`;
      settle({ kind: 'timeout', retry: true, detail });
    }

    async function settle(reason: CloseReason): Promise<void> {
      if (over) return;
      over = true;
      cancelTimer();
      signal.removeEventListener('abort', abort);
      await release();
      resolve(reason);
    }
  });

  /** The observer may abort inside either callback: then nothing more is told. */
  function ask(state: TransportState): void {
    if (!signal.aborted) observer.state(state);
    if (signal.aborted) return;
    sentAt = platform.now();
    observer.requestSent(sentAt);
  }
}

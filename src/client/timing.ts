import type { Platform } from './platform.ts';

type Timers = Pick<Platform, 'now' | 'setTimer'>;

/** How soon a wait takes note that the time it waits for was changed. */
export const RECHECK_MS = 100;

/** Waits until the time that `due` gives, which may change meanwhile. Resolves early on abort. */
export async function waitUntil(due: () => number, signal: AbortSignal, timers: Timers): Promise<void> {
  for (let left = due() - timers.now(); left > 0 && !signal.aborted; left = due() - timers.now()) {
    await sleep(Math.min(left, RECHECK_MS), signal, timers);
  }
}

/** Resolves after `delayMs`, or at once on abort. */
export function sleep(delayMs: number, signal: AbortSignal, { setTimer }: Pick<Timers, 'setTimer'>): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const wake = () => {
      cancel();
      signal.removeEventListener('abort', wake);
      resolve();
    };
    const cancel = setTimer(delayMs, wake);
    signal.addEventListener('abort', wake);
  });
}

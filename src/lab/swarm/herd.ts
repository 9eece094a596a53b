import type { Platform } from '../../client/platform.ts';
import type { Jitter } from '../../protocol/session-policy.ts';
import type { Herd } from '../../protocol/swarm.ts';
import type { SwarmControl } from './control.ts';
import type { Crowd } from './crowd.ts';

const BIN_MS = 100;
const MAX_BINS = 600;
const BINS_PER_LOAD = 10;

type Needs = {
  readonly crowds: readonly Crowd[];
  readonly jitter: Jitter;
  readonly control: SwarmControl;
  readonly platform: Pick<Platform, 'now' | 'setTimer'>;
  readonly signal: AbortSignal;
};

/** The herd as it is now, which goes on changing until `over`. */
export type RunningHerd = { read(): Herd; readonly over: Promise<void> };

/** Drops all clients at once and records their return, in steps of 100 ms, for a minute at most. */
export function dropAll({ crowds, jitter, control, platform, signal }: Needs): RunningHerd {
  const total = (figure: 'attempts' | 'connected') => crowds.reduce((sum, { tally }) => sum + tally[figure], 0);
  const droppedAt = platform.now();
  const dropped = total('connected');
  const attempts: number[] = [];
  const connected: number[] = [];
  let allBackAfterMs: number | null = null;
  let loopDelayMaxMs = 0;
  let told = total('attempts');
  for (const crowd of crowds) crowd.drop(jitter);

  return { read, over: follow() };

  function read(): Herd {
    return {
      ...{ jitter, at: control.toServerTime(droppedAt), dropped, allBackAfterMs, loopDelayMaxMs },
      returned: Math.min(dropped, connected.at(-1) ?? 0),
      busiestAttempts: attempts.reduce((most, count) => Math.max(most, count), 0),
      ...{ attempts: [...attempts], connected: [...connected] },
    };
  }

  async function follow(): Promise<void> {
    while (attempts.length < MAX_BINS && allBackAfterMs === null) {
      await until(droppedAt + (attempts.length + 1) * BIN_MS);
      if (signal.aborted) return;
      const made = total('attempts');
      attempts.push(made - told);
      connected.push(total('connected'));
      told = made;
      if ((connected.at(-1) ?? 0) >= dropped) allBackAfterMs = platform.now() - droppedAt;
      if (attempts.length % BINS_PER_LOAD === 0) readDelay();
    }
    // The server tells the delay of its last whole second.
    await until(platform.now() + 1_100);
    await readDelay();
  }

  async function readDelay(): Promise<void> {
    try {
      loopDelayMaxMs = Math.max(loopDelayMaxMs, (await control.load()).eventLoop.delayMs.max);
    } catch {
      // A server that does not answer is late by more than can be told.
    }
  }

  function until(time: number): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const cancel = platform.setTimer(Math.max(0, time - platform.now()), settle);
      signal.addEventListener('abort', settle);
      function settle(): void {
        cancel();
        signal.removeEventListener('abort', settle);
        resolve();
      }
    });
  }
}

import type { Platform } from '../../client/platform.ts';
import type { Jitter } from '../../protocol/session-policy.ts';
import type { Herd } from '../../protocol/swarm.ts';
import type { SwarmControl } from './control.ts';
import type { Crowd } from './crowd.ts';

const BIN_MS = 100;
const MAX_BINS = 600;
const BINS_PER_DELAY = 10;

/** What their return costs goes on for a while after the last one is back. */
const AFTER_MS = 1_000;

type Needs = {
  readonly crowds: readonly Crowd[];
  readonly jitter: Jitter;
  readonly control: Pick<SwarmControl, 'takeDelay' | 'toServerTime'>;
  readonly platform: Pick<Platform, 'now' | 'setTimer'>;
  readonly signal: AbortSignal;
};

/** The herd as it is now, which goes on changing until `over`. */
export type RunningHerd = { read(): Herd; readonly over: Promise<void> };

/** Drops all clients at once and records their return, in steps of 100 ms, for a minute at most. */
export function dropAll({ crowds, jitter, control, platform, signal }: Needs): RunningHerd {
  const connectedNow = () => crowds.reduce((sum, { tally }) => sum + tally.connected, 0);
  const droppedAt = platform.now();
  const dropped = connectedNow();
  const attempts = new Array<number>(MAX_BINS).fill(0);
  const connected: number[] = [];
  let allBackAfterMs: number | null = null;
  let loopDelayMaxMs = 0;
  // What the server was late before is not the herd's.
  control.takeDelay().catch(() => {});
  for (const crowd of crowds) {
    crowd.tally.attempted = count;
    crowd.drop(jitter);
  }

  return { read, over: follow() };

  function read(): Herd {
    const seen = attempts.slice(0, connected.length);
    return {
      ...{ jitter, at: control.toServerTime(droppedAt), dropped, allBackAfterMs, loopDelayMaxMs },
      returned: Math.min(dropped, connected.at(-1) ?? 0),
      busiestAttempts: seen.reduce((most, count) => Math.max(most, count), 0),
      ...{ attempts: seen, connected: [...connected] },
    };
  }

  /** By their own time: this process may come late to look. */
  function count(at: number): void {
    const bin = Math.floor((at - droppedAt) / BIN_MS);
    if (bin < MAX_BINS) attempts[bin] = (attempts[bin] ?? 0) + 1;
  }

  async function follow(): Promise<void> {
    while (connected.length < MAX_BINS && allBackAfterMs === null) {
      await until(droppedAt + (connected.length + 1) * BIN_MS);
      if (signal.aborted) break;
      connected.push(connectedNow());
      if ((connected.at(-1) ?? 0) >= dropped) allBackAfterMs = platform.now() - droppedAt;
      if (connected.length % BINS_PER_DELAY === 0) readDelay();
    }
    await until(platform.now() + AFTER_MS);
    for (const { tally } of crowds) tally.attempted = undefined;
    if (!signal.aborted) await readDelay();
  }

  async function readDelay(): Promise<void> {
    try {
      loopDelayMaxMs = Math.max(loopDelayMaxMs, (await control.takeDelay()).max);
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

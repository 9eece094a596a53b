import { expect, test } from 'vitest';
import { createFakeClock } from '../../testing/fake-clock.ts';
import type { Crowd } from './crowd.ts';
import { dropAll } from './herd.ts';
import { createTally } from './tally.ts';

function setUp() {
  const clock = createFakeClock();
  const tally = createTally();
  tally.connected = 2;
  let lateMs = 900;
  const crowd = {
    ...{ transport: 'sse', tally, wanted: 2, started: () => 2, add() {}, check() {}, stop: async () => {} },
    drop() {
      tally.connected = 0;
    },
  } satisfies Crowd;
  const control = {
    toServerTime: (own: number) => own,
    async takeDelay() {
      const max = lateMs;
      lateMs = 7;
      return { p50: 0, p99: 0, max };
    },
  };
  const { signal } = new AbortController();
  const herd = dropAll({ crowds: [crowd], jitter: 'none', control, platform: clock, signal });
  return { clock, tally, herd };
}

test('attempts are counted where they were made, however late it is looked', async () => {
  const { clock, tally, herd } = setUp();
  const at = clock.now();
  await clock.pass(100);
  tally.attempted?.(at + 120);
  tally.attempted?.(at + 350);
  tally.connected = 2;
  // One timer for all of it: the looks at 200, 300 and 400 ms are over when the process wakes.
  await clock.pass(2_000);
  await herd.over;
  expect(herd.read()).toMatchObject({ dropped: 2, returned: 2, busiestAttempts: 1 });
  expect(herd.read().attempts.slice(0, 2)).toEqual([0, 1]);
});

test('what the server was late before the drop is not the herd’s', async () => {
  const { clock, tally, herd } = setUp();
  tally.connected = 2;
  await clock.pass(2_000);
  await herd.over;
  expect(herd.read().loopDelayMaxMs).toBe(7);
});

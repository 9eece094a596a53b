/**
 * A clock and timers for tests, with the faults of Node's: no delay is shorter than 1 ms, and a timer
 * fires `lateness()` ms later than asked, or a little earlier when that is negative.
 */
export function createFakeClock(lateness: () => number = () => 0) {
  // Where real clocks are today: a double is coarse there, 0.0002 ms.
  let time = 1_700_000_000_000;
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();

  return {
    now: () => time,
    pendingTimers: () => timers.size,

    setTimer(delayMs: number, run: () => void): () => void {
      const timer = { at: Math.max(time, time + Math.max(1, delayMs) + lateness()), run };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },

    /** Time passes and timers fire on their way, with all microtasks in between. */
    async pass(ms: number): Promise<void> {
      const end = time + ms;
      for (;;) {
        const next = [...timers].sort((a, b) => a.at - b.at)[0];
        if (next === undefined || next.at > end) break;
        timers.delete(next);
        time = Math.max(time, next.at);
        next.run();
        await microtasks();
      }
      time = end;
      await microtasks();
    },

    /** Time passes and no timer fires: the process was asleep. */
    stall(ms: number): void {
      time += ms;
    },
  };
}

async function microtasks(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await undefined;
}

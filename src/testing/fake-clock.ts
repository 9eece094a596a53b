/** Time that passes only when it is told to, and all that waits for it. */
export function createFakeClock() {
  let time = 1_700_000_000_000;
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  /** Promises settle before the event loop turns. */
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    now: () => time,
    pendingTimers: () => timers.size,
    setTimer(delayMs: number, run: () => void): () => void {
      const timer = { at: time + delayMs, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async pass(ms: number): Promise<void> {
      await settled();
      const end = time + ms;
      for (;;) {
        const next = [...timers].sort((a, b) => a.at - b.at)[0];
        if (next === undefined || next.at > end) break;
        timers.delete(next);
        time = next.at;
        next.run();
        await settled();
      }
      time = end;
    },
  };
}

export type FakeClock = ReturnType<typeof createFakeClock>;

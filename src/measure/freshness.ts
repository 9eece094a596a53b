/**
 * Age of information: how old the newest event in hand is (Kaul, Yates and Gruteser, "Real-time status:
 * How often should one update?", INFOCOM 2012). It grows with time and falls when a newer event arrives;
 * what a person at a dashboard feels, and what a poll interval really does.
 */
export type Freshness = {
  /** An event published at `at` arrived at `receivedAt`; both the server's time, ms. */
  event(at: number, receivedAt: number): void;
  /** Nothing is in hand any more. */
  reset(): void;
  /** The age now; undefined before the first event. */
  age(now: number): number | undefined;
  /** Mean and peak since the last call, and begins anew; undefined before the first event. */
  take(now: number): { readonly mean: number; readonly peak: number } | undefined;
};

export function createFreshness(): Freshness {
  let newestAt: number | undefined;
  let since = 0;
  let integral = 0;
  let elapsed = 0;
  let peak = 0;

  return {
    event(at, receivedAt) {
      if (newestAt !== undefined) advance(receivedAt);
      else since = receivedAt;
      newestAt = Math.max(newestAt ?? at, at);
    },
    reset() {
      newestAt = undefined;
    },
    age: (now) => (newestAt === undefined ? undefined : Math.max(0, now - newestAt)),
    take(now) {
      if (newestAt === undefined) return undefined;
      advance(now);
      const taken = elapsed > 0 ? { mean: integral / elapsed, peak } : undefined;
      integral = 0;
      elapsed = 0;
      peak = 0;
      return taken;
    },
  };

  /** Between events the age is a straight line, so its integral is a trapezium. */
  function advance(now: number): void {
    const duration = now - since;
    if (newestAt === undefined || duration <= 0) {
      // A clock was set back: the age is counted on from there.
      since = now;
      return;
    }
    const [from, to] = [Math.max(0, since - newestAt), Math.max(0, now - newestAt)];
    integral += ((from + to) / 2) * duration;
    elapsed += duration;
    peak = Math.max(peak, to);
    since = now;
  }
}

/** What the emulated network may hold altogether, so that no condition can fill the server's memory. */
export type Budget = {
  readonly maxBytes: number;
  used(): number;
  /** How often somebody had to wait. */
  fullTimes(): number;
  hasRoom(ownBytes: number): boolean;
  isFull(): boolean;
  add(bytes: number): void;
  release(bytes: number): void;
  /** Calls `run` as soon as there is room for the owner of `ownBytes`, for which there is none now; the answer cancels it. */
  wait(ownBytes: () => number, run: () => void): () => void;
};

/** As much as a system's socket holds at the most, more or less. */
const MAX_OWN_BYTES = 256 * 1024;
const MAX_BYTES = 64 * 1024 * 1024;

export function createBudget({ maxBytes = MAX_BYTES, maxOwnBytes = MAX_OWN_BYTES } = {}): Budget {
  const waiting = new Set<{ readonly ownBytes: () => number; readonly run: () => void }>();
  let used = 0;
  let fullTimes = 0;
  // Who holds nothing is let in even when all is full, or others could shut it out for good.
  const hasRoom = (ownBytes: number) => ownBytes === 0 || (used < maxBytes && ownBytes < maxOwnBytes);

  return {
    maxBytes,
    used: () => used,
    fullTimes: () => fullTimes,
    hasRoom,
    isFull: () => used >= maxBytes,
    add(bytes) {
      used += bytes;
    },
    release(bytes) {
      used -= bytes;
      for (const waiter of waiting) {
        if (!hasRoom(waiter.ownBytes())) continue;
        waiting.delete(waiter);
        waiter.run();
      }
    },
    wait(ownBytes, run) {
      fullTimes += 1;
      const waiter = { ownBytes, run };
      waiting.add(waiter);
      return () => waiting.delete(waiter);
    },
  };
}

/** Collects the two parts of latency, wait and transit, by the second in which an event was written. */
export type PartsBySecond = {
  add(secondAt: number, waitMs: number, transitMs: number): void;
  /** Both null while nothing is known of the second, and undefined (so: as before) once it is forgotten. */
  medians(secondAt: number): { readonly wait: number | null; readonly transit: number | null } | undefined;
};

/** The server tells within two seconds; what comes later than this is left out of the series. */
const KEPT_SECONDS = 20;
const MAX_PER_SECOND = 20_000;

export function createPartsBySecond(): PartsBySecond {
  const seconds = new Map<number, { readonly waits: number[]; readonly transits: number[] }>();
  let newest = Number.NEGATIVE_INFINITY;

  return {
    add(secondAt, waitMs, transitMs) {
      const parts = seconds.get(secondAt) ?? { waits: [], transits: [] };
      seconds.set(secondAt, parts);
      newest = Math.max(newest, secondAt);
      if (seconds.size > KEPT_SECONDS) seconds.delete(seconds.keys().next().value as number);
      if (parts.waits.length >= MAX_PER_SECOND) return;
      parts.waits.push(waitMs);
      parts.transits.push(transitMs);
    },
    medians(secondAt) {
      const parts = seconds.get(secondAt);
      if (parts) return { wait: median(parts.waits), transit: median(parts.transits) };
      return secondAt > newest ? { wait: null, transit: null } : undefined;
    },
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
}

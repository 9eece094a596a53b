import type { GeneratorReading } from './generator.ts';

/** What speaks against figures, because the process of the clients was itself slow; each reason told once. */
export type Doubts = {
  add(generator: GeneratorReading): void;
  list(): string[];
};

/** A timer that is later than this may have had an event wait for its own process instead of for the server. */
const LATE_MS = 25;

/** A short pause now and then moves no percentile that is told; more of them do, and so does a long one. */
const MAX_LATE_PART = 0.02;
const MAX_PAUSE_MS = 100;

const MAX_CPU_PERCENT = 90;

export function createDoubts(): Doubts {
  let watchedMs = 0;
  let lateMs = 0;
  let longestMs = 0;
  let cpuPercent = 0;
  return {
    add({ loopDelayMaxMs, cpuPercent: cpu, forMs }) {
      watchedMs += forMs;
      if (loopDelayMaxMs > LATE_MS) lateMs += loopDelayMaxMs;
      longestMs = Math.max(longestMs, loopDelayMaxMs);
      cpuPercent = Math.max(cpuPercent, cpu);
    },
    list() {
      const doubts: string[] = [];
      if (longestMs > MAX_PAUSE_MS || lateMs > MAX_LATE_PART * watchedMs) {
        doubts.push(
          `The clients' own process was up to ${Math.round(longestMs)} ms late: latencies contain its own delay.`,
        );
      }
      if (cpuPercent > MAX_CPU_PERCENT) {
        doubts.push(
          `The clients' own process took up to ${Math.round(cpuPercent)} % of a core: it may not have kept up with reading.`,
        );
      }
      return doubts;
    },
  };
}

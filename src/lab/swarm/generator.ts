import type { Swarm } from '../../protocol/swarm.ts';
import type { SwarmWorld } from './swarm-world.ts';

/** Watches the swarm's own process: figures of a generator that was late are not those of the server. */
export type Generator = {
  /** What it took since the last call. */
  read(): Swarm['generator'];
  stop(): void;
};

/** Past these a reader may have waited for its own process instead of for the server. */
const MAX_LOOP_DELAY_MS = 25;
const MAX_CPU_PERCENT = 90;

/** In less time than this a single task looks like a busy process: what is read then is told with the next reading. */
const LEAST_MS = 100;

export function watchGenerator({ cpuMs, watchDelay, platform }: SwarmWorld): Generator {
  const delay = watchDelay();
  let readAt = platform.now();
  let taken = cpuMs();
  return {
    read() {
      const [now, cpu] = [platform.now(), cpuMs()];
      if (now - readAt < LEAST_MS) return { cpuPercent: 0, loopDelayP99Ms: 0 };
      const cpuPercent = Math.max(0, ((cpu - taken) / (now - readAt)) * 100);
      readAt = now;
      taken = cpu;
      return { cpuPercent, loopDelayP99Ms: delay.takeP99Ms() };
    },
    stop: delay.stop,
  };
}

/** The reasons to doubt, each told once with the worst that was seen. */
export type Doubts = {
  add(generator: Swarm['generator']): void;
  list(): string[];
};

export function createDoubts(): Doubts {
  let delayMs = 0;
  let cpuPercent = 0;
  return {
    add(generator) {
      delayMs = Math.max(delayMs, generator.loopDelayP99Ms);
      cpuPercent = Math.max(cpuPercent, generator.cpuPercent);
    },
    list() {
      const doubts: string[] = [];
      if (delayMs > MAX_LOOP_DELAY_MS) {
        doubts.push(
          `The clients' own process was up to ${Math.round(delayMs)} ms late: latencies contain its own delay.`,
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

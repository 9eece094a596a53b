import type { Swarm } from '../../protocol/swarm.ts';
import type { SwarmWorld } from './swarm-world.ts';

/** Watches the swarm's own process: figures of a generator that was late are not those of the server. */
export type Generator = {
  /** What it took since the last call. */
  read(): GeneratorReading;
  /** What was until now belongs to nothing that is read from now on. */
  restart(): void;
  stop(): void;
};

export type GeneratorReading = Swarm['generator'] & { readonly forMs: number };

/** In less time than this a single task looks like a busy process: what is read then is told with the next reading. */
const LEAST_MS = 100;

export function watchGenerator({ cpuMs, watchDelay, platform }: SwarmWorld): Generator {
  const delay = watchDelay();
  let readAt = platform.now();
  let taken = cpuMs();
  return {
    read() {
      const [now, cpu] = [platform.now(), cpuMs()];
      const forMs = now - readAt;
      if (forMs < LEAST_MS) return { cpuPercent: 0, loopDelayMaxMs: 0, forMs: 0 };
      const cpuPercent = Math.max(0, ((cpu - taken) / forMs) * 100);
      readAt = now;
      taken = cpu;
      return { cpuPercent, loopDelayMaxMs: delay.takeMaxMs(), forMs };
    },
    restart() {
      readAt = platform.now();
      taken = cpuMs();
      delay.takeMaxMs();
    },
    stop: delay.stop,
  };
}

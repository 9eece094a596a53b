import type { World } from './lab-server.ts';

/** The process's own clock, chance and timers. */
export const world: World = {
  now: () => performance.timeOrigin + performance.now(),
  random: () => Math.random(),
  setTimer(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

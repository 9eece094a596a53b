import type { Platform } from '../../client/platform.ts';

/** What a swarm takes from the world. */
export type SwarmWorld = {
  readonly platform: Platform;
  /** CPU time of this process so far, ms. */
  cpuMs(): number;
  /** Begins to measure how late this process's own timers are. */
  watchDelay(): DelayWatch;
  readonly limits: OwnLimits;
};

export type DelayWatch = {
  /** The latest timer since the last call was so late, ms. */
  takeMaxMs(): number;
  stop(): void;
};

/** What this machine lets the process of a swarm have; null where that cannot be told. */
export type OwnLimits = {
  /** File descriptors. */
  readonly openFiles: number | null;
  /** Local ports for connections to one address. */
  readonly ports: number | null;
};

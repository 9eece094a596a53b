import type { Jitter } from '../../protocol/session-policy.ts';
import type { SwarmPlan } from '../../protocol/swarm.ts';
import type { Position } from './position.ts';
import type { Tally } from './tally.ts';

/** One virtual client. */
export type SwarmClient = {
  start(): void;
  /** Cuts the connection; it comes back after a wait that is drawn so. */
  drop(jitter: Jitter): void;
  /** Looks whether the server has been silent for too long; both times are the process's own. */
  check(now: number): void;
  /** Resolves once its connection is closed. */
  stop(): Promise<void>;
};

/** What a client needs to know. */
export type ClientNeeds = {
  /** Where the server is, without a trailing slash. */
  readonly url: string;
  readonly plan: Pick<SwarmPlan, 'pollIntervalMs' | 'holdSeconds' | 'backoff'>;
  readonly tally: Tally;
  /** The client's own. */
  readonly position: Position;
  /** Maps the clock of this process to the server's. */
  toServerTime(own: number): number;
  /** Where the stream stands now. */
  cursor(): Promise<string>;
};

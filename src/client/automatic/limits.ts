/** What the automatic transport goes by; all in ms but the counts. */
export type AutomaticLimits = {
  /** Nothing came for this long: ask by a short poll whether something is held back. Doubled each time that there is not. */
  readonly probeAfterMs: number;
  readonly maxProbeAfterMs: number;
  /** How much later than another way an event may come; longer when the round trip is. */
  readonly graceMs: number;
  /** A connection that stalls is made again once in this time; when it stalls again, its transport is left. */
  readonly secondChanceMs: number;
  /** An attempt that was up for less died young; a transport that did so as often in a row is left. */
  readonly minUptimeMs: number;
  readonly diedYoungTimes: number;
  /** An attempt that was up this long makes its transport's failures be forgotten. */
  readonly steadyMs: number;
  /** A better transport is tried this long after the worse one was up, doubled with each failure. */
  readonly climbAfterMs: number;
  readonly maxClimbAfterMs: number;
  /** How long a better transport is tried beside the present one. */
  readonly trialMs: number;
  /** From its first event on it has to keep up for this long: longer than a small buffer takes to fill. */
  readonly proveMs: number;
  /** Events of a trial that are kept until it is decided. */
  readonly maxKeptEvents: number;
};

export const DEFAULT_AUTOMATIC_LIMITS: AutomaticLimits = {
  probeAfterMs: 3_000,
  maxProbeAfterMs: 60_000,
  graceMs: 1_000,
  secondChanceMs: 60_000,
  minUptimeMs: 5_000,
  diedYoungTimes: 3,
  steadyMs: 30_000,
  climbAfterMs: 10_000,
  maxClimbAfterMs: 300_000,
  trialMs: 15_000,
  proveMs: 6_000,
  // What a poll of every other second is behind at 1,000 events a second, and more.
  maxKeptEvents: 10_000,
};

import fc from 'fast-check';
import { ARRIVALS, type Arrivals } from '../../protocol/experiment.ts';
import { LANES } from '../../protocol/lanes.ts';
import { UPGRADES } from '../../protocol/network.ts';
import { JITTERS } from '../../protocol/session-policy.ts';
import type { PageState } from './page-state.ts';
import { PANEL_NAMES } from './view-state.ts';

// Any state that the page can be in, for tests. The ranges stand here once more on purpose: a test that took them from
// the schemas would agree with whatever they say.

const whole = (min: number, max: number) => fc.integer({ min, max });
const real = (min: number, max: number) =>
  // A text knows no -0.
  fc.double({ min, max, noNaN: true }).map((value) => value + 0);
const orNone = (others: fc.Arbitrary<number>) => fc.oneof(fc.constant(0), others);

export const anyState: fc.Arbitrary<PageState> = fc.record({
  lanes: fc.subarray([...LANES]),
  publisher: fc.record({
    ratePerSecond: real(0.1, 1_000),
    arrivals: fc.constantFrom<Arrivals>(...ARRIVALS),
    payloadBytes: whole(0, 65_536),
    seed: whole(0, 0xffff_ffff),
  }),
  laneSettings: fc.record({
    pollIntervalMs: real(50, 60_000),
    holdSeconds: real(1, 60),
    patienceSeconds: real(0.5, 120),
    silenceSeconds: real(0, 600),
    session: fc.record({
      baseDelayMs: real(1, 60_000),
      factor: real(1, 10),
      maxDelayMs: real(1, 300_000),
      jitter: fc.constantFrom(...JITTERS),
      maxTries: whole(0, 1_000),
      minUptimeMs: real(0, 60_000),
      maxRetryAfterMs: real(0, 3_600_000),
      breakerThreshold: whole(0, 1_000),
      breakerCoolDownMs: real(100, 300_000),
    }),
  }),
  network: fc.record({
    rttMs: real(0, 2_000),
    jitterMs: real(0, 2_000),
    upKbitPerSecond: orNone(real(32, 1_000_000)),
    downKbitPerSecond: orNone(real(32, 1_000_000)),
    lossPercent: real(0, 30),
    tls: fc.boolean(),
    seed: whole(0, 0xffff_ffff),
    proxy: fc.record({
      bufferBytes: whole(0, 65_536),
      idleTimeoutSeconds: real(0, 600),
      maxResponseSeconds: real(0, 3_600),
      upgrade: fc.constantFrom(...UPGRADES),
      keepAlive: fc.boolean(),
      cookieBytes: orNone(whole(16, 4_000)),
      requestsPerMinute: whole(0, 100_000),
      errorPercent: real(0, 100),
      maxConnections: whole(0, 1_000),
    }),
  }),
  view: fc.record({
    open: fc.subarray([...PANEL_NAMES]),
    presenting: fc.boolean(),
    code: fc.constantFrom(...LANES, undefined),
    spanMs: real(20, 300_000),
  }),
});

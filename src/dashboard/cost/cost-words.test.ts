import { describe, expect, it } from 'vitest';
import type { CostFigures } from './cost-figures.ts';
import { growthWords } from './growth-words.ts';
import { comparisonWords } from './herd-words.ts';
import { summaryWords } from './summary-words.ts';
import { stateWords } from './swarm-words.ts';
import { CURVE_PLAN, groupWith, herdWith, swarmWith } from './test-swarm.ts';
import { NOTHING_TOLD, withSwarm } from './told-swarms.ts';

const plain = (words: string | readonly string[] | undefined) => [words].flat().join(' ').replaceAll('\u00a0', ' ');

const FIGURES: CostFigures = {
  swarm: null,
  server: {
    cpuPercent: 12.4,
    busyPercent: 12,
    delayMs: { p50: 1, p99: 3, max: 9 },
    rssBytes: 1,
    publishedPerSecond: 5,
    deliveredPerSecond: 5_000,
    cpuPerDeliveryUs: 7.1,
  },
  transports: {},
};

const sockets = groupWith({ wanted: 1_000, started: 1_000, connected: 1_000 });

describe('what the page says first', () => {
  const told = (part: Parameters<typeof swarmWith>[0]) => withSwarm(NOTHING_TOLD, swarmWith(part));

  it('is what an event costs for each client of the one transport that has any', () => {
    expect(plain(summaryWords(told({ transports: { websocket: sockets } }), FIGURES))).toBe(
      'With 1,000 WebSocket clients an event costs the server 7.10 µs of CPU for each client that gets it: ' +
        '12 % of a core, and an event loop that is late by 3.00 ms at p99.',
    );
  });

  it('names no transport where several share the server, and says when it was', () => {
    const words = plain(
      summaryWords(
        told({ transports: { websocket: sockets, sse: sockets }, state: 'ended', outcome: 'done' }),
        FIGURES,
      ),
    );
    expect(words).toMatch(/^In the last swarm, with 2,000 clients on 2 transports an event cost the server 7\.10 µs/);
  });

  it('is where the curves bend, the first of them first', () => {
    const growth = [
      { transport: 'sse', exponent: 1.1, bendsAt: 3_000, why: '' },
      { transport: 'short-polling', exponent: 1.4, bendsAt: 300, why: '' },
      { transport: 'websocket', exponent: 1, bendsAt: null, why: '' },
    ] as const;
    const swarms = told({ plan: CURVE_PLAN, growth: [...growth] });
    expect(summaryWords(swarms, undefined)).toEqual([
      'By the curves the cost bends with the number of clients: short polling at 300, Server-Sent Events at 3,000.',
    ]);
  });

  it('is what to press while nothing was measured', () => {
    expect(plain(summaryWords(NOTHING_TOLD, undefined))).toMatch(/^Nothing was measured yet/);
  });
});

it('a swarm that failed says why, as a sentence', () => {
  const failed = swarmWith({ state: 'ended', outcome: 'failed', why: 'its process ended' });
  expect(stateWords(withSwarm(NOTHING_TOLD, failed))).toBe('Swarm 1 failed. Its process ended.');
});

it('a growth is told with its power, its bend and its reason', () => {
  const growth = { transport: 'sse', exponent: 1.256, bendsAt: 300, why: 'the loop is busy' } as const;
  expect(growthWords(growth)).toBe(
    'CPU grows with the number of clients to the power 1.26; it bends at 300 clients. The loop is busy.',
  );
  expect(growthWords({ ...growth, bendsAt: null })).not.toMatch(/bends/);
  expect(growthWords({ ...growth, exponent: null })).toBe('It bends at 300 clients. The loop is busy.');
  expect(growthWords({ ...growth, exponent: null, bendsAt: null, why: 'too few points' })).toBe('Too few points.');
});

describe('the comparison of two returns', () => {
  const jittered = herdWith({ busiestAttempts: 20, allBackAfterMs: 2_000 });
  const together = herdWith({ jitter: 'none', busiestAttempts: 100, allBackAfterMs: 1_000, loopDelayMaxMs: 50 });

  it('says how much busier the busiest moment was', () => {
    expect(plain(comparisonWords({ jittered, together }))).toBe(
      'Without jitter the busiest 100 ms had 100 attempts, with jitter 20: 5.0 times as many; ' +
        'all were back after 1.00 s without and 2.00 s with it; the event loop was late by up to 50.0 ms and 5.00 ms.',
    );
  });

  it('waits until all are back', () => {
    expect(comparisonWords({ jittered: { ...jittered, allBackAfterMs: null }, together })).toBeUndefined();
    expect(comparisonWords({ jittered, together: undefined })).toBeUndefined();
  });

  it('does not compare a hundred clients with a thousand', () => {
    expect(comparisonWords({ jittered: { ...jittered, dropped: 1_000 }, together })).toMatch(/not to be compared/);
  });
});

describe('withSwarm', () => {
  it('keeps the latest of each kind, and of each return', () => {
    const hold = swarmWith({ herds: [herdWith(), herdWith({ jitter: 'none', dropped: 7 }), herdWith({ dropped: 8 })] });
    const curve = swarmWith({ number: 2, plan: CURVE_PLAN });
    const told = withSwarm(withSwarm(NOTHING_TOLD, hold), curve);
    expect(told).toMatchObject({ latest: curve, hold, curve });
    expect(told.herds.jittered?.dropped).toBe(8);
    expect(told.herds.together?.dropped).toBe(7);
  });
});

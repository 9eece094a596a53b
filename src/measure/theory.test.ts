import { describe, expect, test } from 'vitest';
import { ARRIVALS } from '../protocol/experiment.ts';
import { createArrivals } from '../stream/arrivals.ts';
import { createRandom } from '../stream/random.ts';
import { type Conditions, predict } from './theory.ts';

const conditions: Conditions = {
  ...{ ratePerSecond: 5, arrivals: 'poisson', pollIntervalMs: 2_000, holdSeconds: 25, roundTripMs: 40 },
  bytes: { perRequest: 600, perEvent: 150 },
};

describe('theory', () => {
  test('of short polling is half the time between polls and half a round trip', () => {
    const { latencyMs, requestsPerSecond, bytesPerSecond } = predict('short-polling', conditions);
    expect(latencyMs.value).toBe(1_040);
    expect(requestsPerSecond.value).toBeCloseTo(1 / 2.04);
    expect(bytesPerSecond.value).toBeCloseTo(600 / 2.04 + 750);
  });

  test('of a stream is half a round trip, and no requests', () => {
    const { latencyMs, requestsPerSecond, bytesPerSecond } = predict('websocket', conditions);
    expect([latencyMs.value, requestsPerSecond.value, bytesPerSecond.value]).toEqual([20, 0, 750]);
  });

  test.each(
    ARRIVALS.flatMap((arrivals) =>
      [0.2, 5, 100].flatMap((ratePerSecond) =>
        (['short-polling', 'long-polling'] as const).map((transport) => ({ arrivals, ratePerSecond, transport })),
      ),
    ),
  )('agrees with a simulation: $transport, $arrivals, $ratePerSecond/s', ({ arrivals, ratePerSecond, transport }) => {
    // No multiple of a gap: real round trips never stay in step with the events.
    const given = { ...conditions, arrivals, ratePerSecond, roundTripMs: 43.7 };
    const simulated = simulate(transport, given);
    const { latencyMs, requestsPerSecond } = predict(transport, given);
    // Of bursts the formula is an approximation; of the others only chance is between them.
    const tolerance = arrivals === 'bursty' ? 0.25 : 0.05;
    expect(Math.abs(simulated.latencyMs / latencyMs.value - 1)).toBeLessThan(tolerance);
    expect(Math.abs(simulated.requestsPerSecond / requestsPerSecond.value - 1)).toBeLessThan(tolerance);
  });
});

/** Polls as the transports do, event by event, with a round trip that is always the same. */
function simulate(transport: 'short-polling' | 'long-polling', given: Conditions) {
  const { arrivals, ratePerSecond, roundTripMs, pollIntervalMs, holdSeconds } = given;
  const nextGap = createArrivals(arrivals, createRandom(7));
  const publishedAt: number[] = [];
  for (let at = 0; publishedAt.length < 20_000; ) {
    at += (nextGap() * 1_000) / ratePerSecond;
    publishedAt.push(at);
  }
  let next = 0;
  let requests = 0;
  let latency = 0;
  let arrivesAt = roundTripMs / 2;
  while (next < publishedAt.length) {
    requests += 1;
    const first = publishedAt[next] ?? Number.POSITIVE_INFINITY;
    const heldUntil = transport === 'long-polling' ? arrivesAt + holdSeconds * 1_000 : arrivesAt;
    const answeredAt = Math.max(arrivesAt, Math.min(first, heldUntil));
    for (; (publishedAt[next] ?? Number.POSITIVE_INFINITY) <= answeredAt; next += 1) {
      latency += answeredAt + roundTripMs / 2 - (publishedAt[next] ?? 0);
    }
    arrivesAt = answeredAt + roundTripMs + (transport === 'short-polling' ? pollIntervalMs : 0);
  }
  return {
    latencyMs: latency / publishedAt.length,
    requestsPerSecond: (requests / (publishedAt.at(-1) ?? 1)) * 1_000,
  };
}

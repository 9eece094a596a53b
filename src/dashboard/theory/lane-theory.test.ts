import { describe, expect, it } from 'vitest';
import { type Conditions, DEFAULT_LANE_SETTINGS, type predict } from '../../lab/messages.ts';
import { type Arrivals, DEFAULT_PUBLISHER } from '../../protocol/experiment.ts';
import { NO_CONDITIONS } from '../../protocol/network.ts';
import { accountWith, clockWith, laneWith, latencyOf, NO_BYTES } from '../test-fixtures.ts';
import { laneTheory } from './lane-theory.ts';

const quantity = (value: number) => ({ value, formula: '', filledIn: '' });

/** Predicts these numbers, and remembers what it was told. */
function oracle(latencyMs: number, requestsPerSecond: number, bytesPerSecond: number) {
  const told: Conditions[] = [];
  const predictBy: typeof predict = (_transport, conditions) => {
    told.push(conditions);
    return {
      latencyMs: quantity(latencyMs),
      requestsPerSecond: quantity(requestsPerSecond),
      bytesPerSecond: quantity(bytesPerSecond),
    };
  };
  return { told, predictBy };
}

const polls = (requests: number, events: number) =>
  accountWith({
    ...{ requests, events, bytesUp: 400 * requests, bytesDown: 200 * requests + 160 * events },
    downBy: { ...NO_BYTES, head: 200 * requests, framing: 10 * events, payload: 150 * events },
  });

function theoryOf(predicted: readonly [number, number, number], arrivals: Arrivals = 'steady', rttMs = 0) {
  const mean = 1_000;
  const { told, predictBy } = oracle(...predicted);
  const curve = [
    { percentile: 0, latencyMs: mean - 120 },
    { percentile: 100, latencyMs: mean + 120 },
  ];
  const measured = {
    transport: 'long-polling',
    lane: laneWith({ latency: latencyOf(mean, 300), curve }),
    ...{ first: polls(1, 5), last: polls(101, 305), seconds: 60 },
  } as const;
  const settings = {
    publisher: { ...DEFAULT_PUBLISHER, arrivals },
    network: { ...NO_CONDITIONS, rttMs },
    lanes: DEFAULT_LANE_SETTINGS,
  };
  return { told, theory: laneTheory(measured, settings, clockWith(0.5), predictBy) };
}

describe('laneTheory', () => {
  it('tells the formulae the settings, the usual round trip, and the bytes of a request and an event', () => {
    expect(theoryOf([1, 1, 1]).told).toEqual([
      {
        ...{ ratePerSecond: 5, arrivals: 'steady', pollIntervalMs: 2_000, holdSeconds: 25, roundTripMs: 1 },
        bytes: { perRequest: 600, perEvent: 160 },
      },
    ]);
  });

  it('adds the round trip of the network to the usual one', () => {
    expect(theoryOf([1, 1, 1], 'steady', 80).told).toMatchObject([{ roundTripMs: 81 }]);
  });

  it("allows a mean latency the clock's uncertainty and three standard errors", () => {
    const { theory } = theoryOf([1_012, 0, 0]);
    expect(theory.latencyMs?.uncertainty).toBeCloseTo(0.5 + (3 * (240 / Math.sqrt(12))) / Math.sqrt(300), 3);
    expect(theory.latencyMs?.verdict).toBe('agrees');
    expect(theoryOf([1_013, 0, 0]).theory.latencyMs?.verdict).toBe('disagrees');
  });

  it('allows a rate what a window cuts off at its ends', () => {
    const { theory } = theoryOf([0, 1.64, 0]);
    expect(theory.requestsPerSecond).toMatchObject({ measured: 100 / 60, uncertainty: 2 / 60, verdict: 'agrees' });
    expect(theoryOf([0, 1.63, 0]).theory.requestsPerSecond?.verdict).toBe('disagrees');
  });

  it('allows more where arrivals are random', () => {
    const uncertainty = (arrivals: Arrivals) =>
      theoryOf([0, 0, 0], arrivals).theory.requestsPerSecond?.uncertainty ?? 0;
    expect(uncertainty('poisson')).toBeCloseTo((2 + (3 * 100) / Math.sqrt(300)) / 60, 6);
    expect(uncertainty('bursty')).toBeGreaterThan(uncertainty('poisson'));
  });

  it('compares bytes by what requests and events take', () => {
    const { theory } = theoryOf([0, 0, 1_800]);
    expect(theory.bytesPerSecond).toMatchObject({ measured: 1_800, verdict: 'agrees' });
    expect(theory.bytesPerSecond?.uncertainty).toBeCloseTo((2 * 600 + 6 * 160) / 60, 6);
  });
});

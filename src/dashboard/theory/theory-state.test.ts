import { describe, expect, it } from 'vitest';
import { DEFAULT_LANE_SETTINGS } from '../../lab/messages.ts';
import { DEFAULT_PUBLISHER } from '../../protocol/experiment.ts';
import { forEachLane } from '../../protocol/lanes.ts';
import { type Network, NO_CONDITIONS } from '../../protocol/network.ts';
import { forEachTransport } from '../../protocol/transports.ts';
import { accountWith, clockWith, faultWith, lanesWith, latencyOf, ledgerWith, snapshotWith } from '../test-fixtures.ts';
import { watchSettings } from './settings-watch.ts';
import { theoryState } from './theory-state.ts';

const settings = { publisher: DEFAULT_PUBLISHER, network: NO_CONDITIONS, lanes: DEFAULT_LANE_SETTINGS };
const watch = watchSettings(undefined, 'c', settings, () => true);
const clock = clockWith(0.5);
const snapshot = snapshotWith({
  run: { client: 'c', startedAt: 0 },
  clock,
  lanes: lanesWith({ sse: { latency: latencyOf(40, 300) }, websocket: {} }),
});

/** An account a second of this many requests and events a second, each. */
function history(seconds: number) {
  return Array.from({ length: seconds + 1 }, (_, second) =>
    ledgerWith({
      at: second * 1_000,
      transports: forEachTransport(() => accountWith({ requests: 2 * second, events: 5 * second })),
    }),
  );
}

describe('theoryState', () => {
  it('compares the lanes that are on, over the seconds after they opened', () => {
    const { said, lanes } = theoryState(snapshot, history(62), settings, watch);
    expect(said).toContain('last 60 s');
    expect(lanes.sse?.requestsPerSecond?.measured).toBe(2);
    expect(lanes['short-polling']).toBeUndefined();
  });

  it('compares no lane that was off for a while', () => {
    const interrupted = { ...watch, steadilyOn: { ...watch.steadilyOn, sse: false } };
    const { lanes } = theoryState(snapshot, history(62), settings, interrupted);
    expect(lanes.sse).toBeUndefined();
    expect(lanes.websocket).toBeDefined();
  });

  it.each([
    ['settings that changed', history(62), settings, { ...watch, changed: true }, /Settings changed/],
    [
      'a stream at rest',
      history(62),
      { ...settings, publisher: { ...DEFAULT_PUBLISHER, running: false } },
      watch,
      /paused/,
    ],
    ['a run that has just begun', history(8), settings, watch, /10 s/],
    ['no account', [], settings, watch, /Nothing/],
  ])('says why it does not compare %s', (_what, accounts, set, watched, says) => {
    const { said, lanes } = theoryState(snapshot, accounts, set, watched);
    expect(said).toMatch(says);
    expect(Object.values(lanes).every((lane) => lane === undefined)).toBe(true);
  });

  it('compares over a network that adds a round trip, and says so', () => {
    const proxy = { ...NO_CONDITIONS.proxy, cookieBytes: 2_000 };
    const network = { ...NO_CONDITIONS, rttMs: 80, tls: true, proxy };
    const { said, lanes } = theoryState(snapshot, history(62), { ...settings, network }, watch);
    expect(said).toContain('R includes the network’s 80\u00a0ms round trip.');
    expect(lanes.sse?.latencyMs?.predicted.value).toBe((clock.usualRoundTripMs + 80) / 2);
  });

  it('begins later the longer streams take to open', () => {
    const network = { ...NO_CONDITIONS, rttMs: 2_000 };
    expect(theoryState(snapshot, history(62), { ...settings, network }, watch).said).toContain('last 56 s');
  });

  it.each<[string, Partial<Network>]>([
    ['jitter', { jitterMs: 1 }],
    ['a bandwidth up', { upKbitPerSecond: 1_000 }],
    ['a bandwidth down', { downKbitPerSecond: 1_000 }],
    ['loss', { lossPercent: 1 }],
    ['a proxy', { proxy: { ...NO_CONDITIONS.proxy, keepAlive: false } }],
  ])('does not compare over a network with %s, round trip or not', (_what, part) => {
    for (const rttMs of [0, 80]) {
      const network = { ...NO_CONDITIONS, rttMs, ...part };
      const { said, lanes } = theoryState(snapshot, history(62), { ...settings, network }, watch);
      expect(said).toMatch(/network in between/);
      expect(Object.values(lanes).every((lane) => lane === undefined)).toBe(true);
    }
  });

  it('does not compare a run with a fault in it', () => {
    const faults = [{ fault: faultWith(), lanes: forEachLane(() => undefined) }];
    expect(theoryState({ ...snapshot, faults }, history(62), settings, watch).said).toMatch(/fault during this run/);
  });
});

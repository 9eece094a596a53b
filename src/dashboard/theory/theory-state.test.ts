import { describe, expect, it } from 'vitest';
import { DEFAULT_LANE_SETTINGS } from '../../lab/messages.ts';
import { DEFAULT_PUBLISHER } from '../../protocol/experiment.ts';
import { forEachLane } from '../../protocol/lanes.ts';
import { NO_CONDITIONS } from '../../protocol/network.ts';
import { forEachTransport } from '../../protocol/transports.ts';
import { accountWith, clockWith, faultWith, lanesWith, ledgerWith, snapshotWith } from '../test-fixtures.ts';
import { watchSettings } from './settings-watch.ts';
import { theoryState } from './theory-state.ts';

const settings = { publisher: DEFAULT_PUBLISHER, network: NO_CONDITIONS, lanes: DEFAULT_LANE_SETTINGS };
const watch = watchSettings(undefined, 'c', settings, () => true);
const snapshot = snapshotWith({
  run: { client: 'c', startedAt: 0 },
  clock: clockWith(0.5),
  lanes: lanesWith({ sse: {}, websocket: {} }),
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
    [
      'what a network changed',
      history(62),
      { ...settings, network: { ...NO_CONDITIONS, rttMs: 80 } },
      watch,
      /network in between/,
    ],
    ['a run that has just begun', history(8), settings, watch, /10 s/],
    ['no account', [], settings, watch, /Nothing/],
  ])('says why it does not compare %s', (_what, accounts, set, watched, says) => {
    const { said, lanes } = theoryState(snapshot, accounts, set, watched);
    expect(said).toMatch(says);
    expect(Object.values(lanes).every((lane) => lane === undefined)).toBe(true);
  });

  it('does not compare a run with a fault in it', () => {
    const faults = [{ fault: faultWith(), lanes: forEachLane(() => undefined) }];
    expect(theoryState({ ...snapshot, faults }, history(62), settings, watch).said).toMatch(/fault during this run/);
  });
});

import { expect, test } from 'vitest';
import { DEFAULT_LANE_SETTINGS } from '../protocol/lane-settings.ts';
import { laneConfig, livePolicy } from './lane-config.ts';

test('the settings reach lanes that run, in the transports’ units', () => {
  let settings = DEFAULT_LANE_SETTINGS;
  const config = laneConfig({ baseUrl: 'http://lab', client: () => 'lab-1', settings: () => settings });
  const policy = livePolicy(() => settings);
  expect({ ...policy }).toEqual(DEFAULT_LANE_SETTINGS.session);
  const session = { ...settings.session, jitter: 'none', maxTries: 3 } as const;
  settings = { pollIntervalMs: 70, holdSeconds: 2, patienceSeconds: 1.5, silenceSeconds: 0, session };
  expect(config).toMatchObject({ pollIntervalMs: 70, holdSeconds: 2, patienceMs: 1_500, silenceTimeoutMs: 0 });
  expect({ ...policy }).toEqual(session);
});

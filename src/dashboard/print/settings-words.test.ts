import { expect, test } from 'vitest';
import { DEFAULT_LANE_SETTINGS } from '../../lab/messages.ts';
import { DEFAULT_PUBLISHER } from '../../protocol/experiment.ts';
import { NO_CONDITIONS, patchNetwork } from '../../protocol/network.ts';
import { NETWORK_PRESETS } from '../../protocol/network-presets.ts';
import { type Settings, settingsGroups } from './settings-words.ts';

const USUAL: Settings = { publisher: DEFAULT_PUBLISHER, network: NO_CONDITIONS, lanes: DEFAULT_LANE_SETTINGS };

function changed(part: Partial<Settings>) {
  const groups = settingsGroups({ ...USUAL, ...part });
  return groups.flatMap(({ title, changed }) =>
    changed.map(({ label, value, usual }) => `${title}: ${label} ${value} (${usual})`.replaceAll('\u00a0', ' ')),
  );
}

test('nothing is told of what is as it comes', () => {
  expect(changed({})).toEqual([]);
  expect(settingsGroups(USUAL).map(({ name }) => name)).toEqual([undefined, undefined, undefined, 'None', 'None']);
});

test('what differs is told with its unit, and with what it comes as', () => {
  expect(
    changed({
      publisher: { ...DEFAULT_PUBLISHER, running: false, ratePerSecond: 1_000, arrivals: 'poisson', payloadBytes: 0 },
      lanes: {
        ...DEFAULT_LANE_SETTINGS,
        pollIntervalMs: 500,
        silenceSeconds: 0,
        session: { ...DEFAULT_LANE_SETTINGS.session, jitter: 'none', breakerThreshold: 0, factor: 1.5 },
      },
    }),
  ).toEqual([
    'Publisher: Publishing paused (running)',
    'Publisher: Rate 1,000 events a second (5 events a second)',
    'Publisher: Arrivals Poisson (steady)',
    'Publisher: Payload 0 B (100 B)',
    'Lanes: Poll interval 500 ms (2,000 ms)',
    'Lanes: Watchdog for silence none (60 s)',
    'Session policy: Factor 1.5 × (2 ×)',
    'Session policy: Circuit opens after never (10)',
    'Session policy: Jitter none (full)',
  ]);
});

test('every setting that can be changed is told of', () => {
  const network = patchNetwork(NO_CONDITIONS, {
    ...{ rttMs: 150, jitterMs: 10, upKbitPerSecond: 750, downKbitPerSecond: 1_600, lossPercent: 1, tls: true, seed: 2 },
    proxy: {
      ...{ bufferBytes: 4_096, idleTimeoutSeconds: 60, maxResponseSeconds: 90, upgrade: 'hang', keepAlive: false },
      ...{ cookieBytes: 2_000, requestsPerMinute: 60, errorPercent: 5, maxConnections: 6 },
    },
  });
  const told = changed({ network });
  const { proxy, ...conditions } = network;
  expect(told).toHaveLength(Object.keys(conditions).length + Object.keys(proxy).length);
  expect(told).toContain('Network: Bandwidth down 1.6 Mbit/s (no limit)');
  expect(told).toContain('Network: TLS on (off)');
  expect(told).toContain('Proxy: Upgrades hanging (passed)');
  expect(told).toContain('Proxy: Response buffer 4,096 B (off)');
});

test('a network that has a name is told by it too', () => {
  const preset = NETWORK_PRESETS.find(({ name }) => name === 'slow-4g');
  const network = patchNetwork(NO_CONDITIONS, preset?.conditions ?? {});
  expect(settingsGroups({ ...USUAL, network }).find(({ title }) => title === 'Network')?.name).toBe('Slow 4G');
});

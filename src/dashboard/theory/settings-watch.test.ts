import { expect, it } from 'vitest';
import { DEFAULT_LANE_SETTINGS } from '../../lab/messages.ts';
import { DEFAULT_PUBLISHER } from '../../protocol/experiment.ts';
import { NO_CONDITIONS } from '../../protocol/network.ts';
import type { Transport } from '../../protocol/transports.ts';
import { watchSettings } from './settings-watch.ts';

const settings = { publisher: DEFAULT_PUBLISHER, network: NO_CONDITIONS, lanes: DEFAULT_LANE_SETTINGS };
const faster = { ...settings, publisher: { ...DEFAULT_PUBLISHER, ratePerSecond: 100 } };
const allOn = () => true;
const without = (off: Transport) => (transport: Transport) => transport !== off;

it('is the same object while nothing changes', () => {
  const first = watchSettings(undefined, 'r1', settings, allOn);
  expect(watchSettings(first, 'r1', { ...settings }, allOn)).toBe(first);
});

it('remembers a change that was taken back, until the next run', () => {
  const first = watchSettings(undefined, 'r1', settings, allOn);
  const changed = watchSettings(first, 'r1', faster, allOn);
  expect(watchSettings(changed, 'r1', settings, allOn).changed).toBe(true);
  expect(watchSettings(changed, 'r2', faster, allOn).changed).toBe(false);
});

it('remembers which lanes were off for a while', () => {
  const first = watchSettings(undefined, 'r1', settings, allOn);
  const off = watchSettings(first, 'r1', settings, without('sse'));
  expect(watchSettings(off, 'r1', settings, allOn).steadilyOn).toEqual({
    'short-polling': true,
    'long-polling': true,
    sse: false,
    websocket: true,
  });
});

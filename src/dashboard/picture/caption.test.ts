import { expect, test } from 'vitest';
import { DEFAULT_LANE_SETTINGS } from '../../lab/messages.ts';
import { NO_CONDITIONS } from '../../protocol/network.ts';
import { experimentWith } from '../test-fixtures.ts';
import { captionOf } from './caption.ts';

const AT = new Date(Date.UTC(2026, 10, 21, 12, 0, 5));
const PARTS = { run: 'lab-x-1', at: AT, isSaved: false, experiment: experimentWith(), lanes: DEFAULT_LANE_SETTINGS };

const caption = (part: Partial<typeof PARTS & { clients: string }> | { experiment: undefined; run: undefined }) =>
  captionOf({ ...PARTS, ...part }).replaceAll('\u00a0', ' ');

test('a picture says which run it is from, when, and what was set', () => {
  expect(caption({})).toBe(
    'Transport Lab 0 · run lab-x-1 · 2026-11-21 12:00:05 UTC · 5 events a second of 100 B, steady · ' +
      'poll every 2000 ms, hold 25 s · network: nothing added',
  );
});

test('what was changed beside that is told too, each thing once', () => {
  const session = { ...DEFAULT_LANE_SETTINGS.session, jitter: 'none' as const };
  const words = caption({
    isSaved: true,
    experiment: experimentWith({ network: { ...NO_CONDITIONS, rttMs: 150 } }),
    lanes: { ...DEFAULT_LANE_SETTINGS, pollIntervalMs: 500, session },
  });
  expect(words).toContain('saved run lab-x-1');
  expect(words).toContain('network: 150 ms round trip · jitter none');
  expect(words.match(/500 ms/g)).toHaveLength(1);
});

test('a figure of other clients tells nothing of the lanes', () => {
  const lanes = { ...DEFAULT_LANE_SETTINGS, pollIntervalMs: 500 };
  expect(caption({ clients: 'swarm of 800 clients', lanes })).toBe(
    'Transport Lab 0 · swarm of 800 clients · 2026-11-21 12:00:05 UTC · 5 events a second of 100 B, steady · ' +
      'network: nothing added',
  );
});

test('what is not known is left out', () => {
  expect(caption({ experiment: undefined, run: undefined })).toBe('Transport Lab · 2026-11-21 12:00:05 UTC');
});

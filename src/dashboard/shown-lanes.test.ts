import { expect, it } from 'vitest';
import { TRANSPORTS } from '../protocol/transports.ts';
import { shownLanes } from './shown-lanes.ts';
import { lanesWith, snapshotWith } from './test-fixtures.ts';

const SECOND = { at: 0, events: 1, p50: 1, p95: 1, max: 1, wait: null, transit: null, age: null, peakAge: null };
const shown = (...[automatic]: [object?]) =>
  shownLanes(snapshotWith({ lanes: lanesWith(automatic ? { automatic } : {}) }));

it('gives the automatic lane a place while it is on, and while the charts still draw it', () => {
  expect(shownLanes(undefined)).toEqual(TRANSPORTS);
  expect(shown()).toEqual(TRANSPORTS);
  expect(shown({ on: true })).toEqual([...TRANSPORTS, 'automatic']);
  expect(shown({ on: false, series: [SECOND] })).toEqual([...TRANSPORTS, 'automatic']);
});

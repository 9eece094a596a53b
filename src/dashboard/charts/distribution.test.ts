import { expect, it } from 'vitest';
import { lanesWith } from '../test-fixtures.ts';
import { distributionRows } from './distribution.ts';

it('puts the curves of the lanes that are on into one table by percentile, and none below the floor', () => {
  const curve = [
    { percentile: 50, latencyMs: 0.1 },
    { percentile: 99, latencyMs: 9 },
    { percentile: 100, latencyMs: 20 },
  ];
  const lanes = lanesWith({
    sse: { curve },
    'long-polling': { curve: [{ percentile: 90, latencyMs: 3 }] },
    websocket: { curve, on: false },
  });
  expect(distributionRows(lanes, (lane) => lane.curve, 0.4)).toMatchObject([
    { percentile: 50, sse: 0.4, 'long-polling': null, websocket: null },
    { percentile: 90, nines: 1, sse: null, 'long-polling': 3 },
    { percentile: 99, nines: 2, sse: 9 },
  ]);
});

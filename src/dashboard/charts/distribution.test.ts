import { expect, it } from 'vitest';
import { lanesWith } from '../test-fixtures.ts';
import { distributionRows } from './distribution.ts';

it('puts the curves of the lanes that are on into one table by latency, and none below the floor', () => {
  const curve = [
    { latencyMs: 0.1, percentile: 10 },
    { latencyMs: 9, percentile: 100 },
  ];
  const lanes = lanesWith({
    sse: { curve },
    'long-polling': { curve: [{ latencyMs: 3, percentile: 50 }] },
    websocket: { curve, on: false },
  });
  const rows = distributionRows(lanes, 0.4);
  expect(rows).toMatchObject([
    { latencyMs: 0.4, sse: 10, 'long-polling': null },
    { latencyMs: 3, sse: null, 'long-polling': 50 },
    { latencyMs: 9, sse: 100, websocket: null },
  ]);
});

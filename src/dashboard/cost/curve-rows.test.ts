import { expect, it } from 'vitest';
import { curveRows, dotOf } from './curve-rows.ts';
import { pointWith } from './test-swarm.ts';

const points = [
  pointWith('sse', 100, { loopDelayP99Ms: 2 }),
  pointWith('sse', 10, { loopDelayP99Ms: 1 }),
  pointWith('websocket', 10, { loopDelayP99Ms: 3, doubts: ['late'] }),
  pointWith('websocket', 100, { loopDelayP99Ms: 0 }),
];

it('a row holds what one number of clients cost each transport, and leaves out what has no logarithm', () => {
  expect(curveRows(points, ({ loopDelayP99Ms }) => loopDelayP99Ms)).toEqual([
    { clients: 10, sse: 1, websocket: 3, doubted: ['websocket'] },
    { clients: 100, sse: 2, doubted: [] },
  ]);
  expect(curveRows(points, ({ memoryPerConnectionBytes }) => memoryPerConnectionBytes)).toEqual([]);
});

it('a point in doubt is hollow', () => {
  const [row] = curveRows(points, ({ loopDelayP99Ms }) => loopDelayP99Ms);
  expect(row && [dotOf(row, 'sse'), dotOf(row, 'websocket'), dotOf(row, 'long-polling')]).toEqual([
    'whole',
    'hollow',
    'none',
  ]);
});

import { expect, it } from 'vitest';
import { groupWith, loadAt, swarmWith } from './test-swarm.ts';
import { clientsOf, cpuOf, deliveredOf, liveRows } from './time-rows.ts';

const swarm = swarmWith({ transports: { sse: groupWith({ connected: 7 }) } });
const history = [0, 1, 2].map((second) => ({
  load: loadAt(second * 1_000, { cpuMs: second * 100, each: { sse: { events: second * 50 } } }),
  swarm: second === 2 ? { ...swarm, state: 'ended' as const, outcome: 'done' as const } : swarm,
}));

it('a chart has a row for each two readings in a row, as old as the later one', () => {
  expect(liveRows(history, cpuOf)).toEqual([
    { server: 10, secondsAgo: -1, marked: true },
    { server: 10, secondsAgo: 0, marked: false },
  ]);
});

it('clients are those of a swarm that runs; deliveries are the rise of the ledger', () => {
  expect(liveRows(history, clientsOf).map(({ sse }) => sse)).toEqual([7, 0]);
  expect(liveRows(history, deliveredOf).map(({ sse, websocket }) => [sse, websocket])).toEqual([
    [50, 0],
    [50, 0],
  ]);
});

import { expect, test } from 'vitest';
import { rowsOf, spread } from './figures.ts';
import { PEERS } from './peers/index.ts';
import { toMarkdown, toText } from './table.ts';
import type { Turn } from './turn.ts';

const LOAD = { subscribers: 100, ratePerSecond: 10, payloadBytes: 50 };
const peers = PEERS.filter(({ name }) => ['floor', 'ws', 'nchan-sse'].includes(name));

function turn(change: Partial<Turn> = {}): Turn {
  return {
    seconds: 2,
    delivered: 2_000,
    bytesDown: 240_000,
    bytesUp: 0,
    requests: 0,
    latency: { p50: 1, p99: 2, p999: 3, max: 4 },
    busy: 0.2,
    loopDelayP99Ms: 1,
    missing: 0,
    disordered: 0,
    lost: 0,
    cpuMicroseconds: 10_000,
    heldPerConnection: 1_000,
    rssPerConnection: 2_000,
    ...change,
  };
}

test('costs are told for each delivery, and against the others of the same round', () => {
  // The second round met a machine twice as slow: the ratio does not.
  const turns = new Map([
    ['floor', [turn({ cpuMicroseconds: 10_000 }), turn({ cpuMicroseconds: 20_000 })]],
    ['ws', [turn({ cpuMicroseconds: 15_000 }), turn({ cpuMicroseconds: 30_000 })]],
    ['nchan-sse', []],
  ]);
  const [floor, ws, ...others] = rowsOf(LOAD, peers, turns);
  expect(others).toEqual([]);
  expect(floor?.cpuPerDeliveryMicroseconds).toEqual({ median: 7.5, least: 5, most: 10 });
  expect(ws?.ratios).toEqual({ floor: { median: 1.5, least: 1.5, most: 1.5 } });
  expect(Object.keys(floor?.ratios ?? {})).toEqual(['ws']);
  expect(ws?.bytesPerEvent.median).toBe(120);
  expect(ws?.cpuPercent.median).toBeCloseTo(1.125);
  expect(ws?.doubts).toEqual([]);
});

test('a round that failed for one does not shift its ratios to other rounds', () => {
  const turns = new Map([
    ['floor', [undefined, turn({ cpuMicroseconds: 10_000 })]],
    ['ws', [turn({ cpuMicroseconds: 99_000 }), turn({ cpuMicroseconds: 30_000 })]],
  ]);
  const ws = rowsOf(LOAD, peers, turns).find(({ peer }) => peer === 'ws');
  expect(ws?.ratios.floor).toEqual({ median: 3, least: 3, most: 3 });
});

test.each([
  [{ loopDelayP99Ms: 50 }, 'the reader was late'],
  [{ busy: 0.99 }, 'the reader was late'],
  [{ delivered: 1_500 }, 'could not keep up'],
  [{ lost: 1 }, 'connections were lost'],
  [{ disordered: 1 }, 'out of order'],
])('%j in any round is told', (change, doubt) => {
  const turns = new Map([['ws', [turn(), turn(change)]]]);
  const rows = rowsOf(LOAD, peers, turns);
  expect(rows[0]?.doubts).toEqual([expect.stringContaining(doubt)]);
  expect(toText(LOAD, rows)).toContain(doubt);
});

test('the tables have a cell for every heading, also of what was not measured', () => {
  const turns = new Map([['nchan-sse', [turn({ heldPerConnection: null })]]]);
  const rows = rowsOf(LOAD, peers, turns);
  const lines = toMarkdown(LOAD, rows)
    .split('\n')
    .filter((line) => line.startsWith('|'));
  expect(lines).toHaveLength(3);
  expect(new Set(lines.map((line) => line.split('|').length)).size).toBe(1);
  expect(lines[2]).toContain('Nchan, SSE');
});

test('the lab is compared with each of the others', () => {
  const lab = PEERS.filter(({ name }) => ['floor', 'nchan-sse', 'lab-sse', 'lab-websocket'].includes(name));
  const turns = new Map(lab.map(({ name }, index) => [name, [turn({ cpuMicroseconds: 10_000 * (index + 1) })]]));
  const text = toText(LOAD, rowsOf(LOAD, lab, turns));
  expect(text).toContain('lab-websocket to floor ×3.00, nchan-sse ×1.50\nlab-sse to floor ×4.00, nchan-sse ×2.00');
});

test('a spread is the middle and the ends, whatever the order', () => {
  expect(spread([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
  expect(spread([4, 1])).toEqual({ median: 2.5, least: 1, most: 4 });
});

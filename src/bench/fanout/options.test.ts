import { expect, test } from 'vitest';
import { DEFAULT_LOADS, parseOptions } from './options.ts';
import { PEERS } from './peers/index.ts';

test('by default all peers run under both loads', () => {
  expect(parseOptions([])).toMatchObject({ loads: DEFAULT_LOADS, peers: PEERS, output: 'text' });
});

test('one option of a load makes it the only one', () => {
  const { loads } = parseOptions(['--rate', '10']);
  expect(loads).toEqual([{ subscribers: 1_000, ratePerSecond: 10, payloadBytes: 100 }]);
});

test('peers run in the order in which they are named', () => {
  const { peers, output } = parseOptions(['--only', 'lab-sse,floor', '--markdown']);
  expect(peers.map(({ name }) => name)).toEqual(['lab-sse', 'floor']);
  expect(output).toBe('markdown');
});

test.each([
  ['--subscribers', '1'],
  ['--subscribers', 'many'],
  ['--rate', '1001'],
  ['--only', 'ws,apache'],
])('%s %s is refused with what it must be', (flag, value) => {
  expect(() => parseOptions([flag, value])).toThrow(/must be/);
});

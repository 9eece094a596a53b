import { expect, test } from 'vitest';
import { createPosition } from './position.ts';
import { createTally, resetTally } from './tally.ts';

function setUp() {
  const tally = createTally();
  return { tally, position: createPosition(tally) };
}

test('the first event of a stream that is live from now sets where it is', () => {
  const { tally, position } = setUp();
  expect(position.cursor()).toBeUndefined();
  position.event(8, 100, 103);
  expect(position.cursor()).toBe('8');
  position.epoch('k3x9');
  expect(position.cursor()).toBe('k3x9-8');
  expect(tally).toMatchObject({ events: 1, missing: 0 });
  expect(tally.latency.figures()).toMatchObject({ count: 1, max: 3 });
});

test('what is skipped is missing, until it comes late', () => {
  const { tally, position } = setUp();
  for (const id of [1, 4, 5]) position.event(id, 0, 1);
  expect(tally).toMatchObject({ events: 3, missing: 2, outOfOrder: 0 });
  position.event(2, 0, 1);
  expect(tally).toMatchObject({ events: 4, missing: 1, outOfOrder: 1, duplicated: 0 });
  expect(position.cursor()).toBe('5');
});

test('what comes again is counted as that, and as nothing else', () => {
  const { tally, position } = setUp();
  for (const id of [1, 2, 2, 1]) position.event(id, 0, 1);
  expect(tally).toMatchObject({ events: 2, duplicated: 2, outOfOrder: 0, missing: 0 });
  expect(tally.latency.figures()?.count).toBe(2);
});

test('a gap that is told is not missing; events that an answer leaves out are', () => {
  const { tally, position } = setUp();
  position.event(1, 0, 1);
  position.gap('new', 40);
  position.event(41, 0, 1);
  expect(tally).toMatchObject({ gaps: 1, missing: 0 });
  position.stands('new', 43);
  expect(tally).toMatchObject({ missing: 2 });
  expect(position.cursor()).toBe('new-43');
});

test('what comes late, and was counted as missing before the count began anew, makes nothing negative', () => {
  const { tally, position } = setUp();
  for (const id of [1, 4]) position.event(id, 0, 1);
  resetTally(tally);
  position.event(2, 0, 1);
  expect(tally).toMatchObject({ events: 1, missing: 0, outOfOrder: 1 });
});

import { expect, test } from 'vitest';
import { createAttendance } from './attendance.ts';
import { createDoubts } from './doubts.ts';

const reading = (loopDelayMaxMs: number) => ({ loopDelayMaxMs, cpuPercent: 20, forMs: 250 });

function doubtsAfter(readings: readonly ReturnType<typeof reading>[]): string[] {
  const doubts = createDoubts();
  for (const each of readings) doubts.add(each);
  return doubts.list();
}

const calm = Array.from({ length: 15 }, () => reading(3));

test('a short pause of the clients’ process once in four seconds is no doubt; one in each second is', () => {
  expect(doubtsAfter([...calm, reading(40)])).toEqual([]);
  expect(doubtsAfter([...calm, ...[1, 2, 3, 4].map(() => reading(40))])).toEqual([
    expect.stringContaining('40 ms late'),
  ]);
});

test('a long pause is a doubt however rare', () => {
  const hour = Array.from({ length: 14_400 }, () => reading(3));
  expect(doubtsAfter([...hour, reading(101)])).toEqual([expect.stringContaining('101 ms late')]);
});

test('a process that took nearly all of a core may not have kept up', () => {
  expect(doubtsAfter([{ ...reading(0), cpuPercent: 95 }])).toEqual([expect.stringContaining('95 % of a core')]);
});

test('who is away is told only when all should be there, and losses from the first look on', () => {
  const crowd = { wanted: 5, tally: { connected: 3, losses: 7 } };
  const attendance = createAttendance([crowd]);
  attendance.look(false);
  expect(attendance.list()).toEqual([]);
  attendance.look(true);
  crowd.tally.connected = 5;
  crowd.tally.losses = 8;
  attendance.look(true);
  expect(attendance.list()).toEqual([
    '2 of 5 clients were not connected.',
    'Connections or attempts were lost meanwhile: 1.',
  ]);
});

test('what was lost on purpose is excused', () => {
  const crowd = { wanted: 1, tally: { connected: 1, losses: 0 } };
  const attendance = createAttendance([crowd]);
  crowd.tally.losses = 4;
  attendance.excuse();
  attendance.look(true);
  expect(attendance.list()).toEqual([]);
});

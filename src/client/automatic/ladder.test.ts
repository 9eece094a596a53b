import { expect, test } from 'vitest';
import { createLadder } from './ladder.ts';
import { DEFAULT_AUTOMATIC_LIMITS } from './limits.ts';

const ladder = () => createLadder(DEFAULT_AUTOMATIC_LIMITS);

test('begins at the top, then with what worked last, and at the top again after two attempts without any', () => {
  const it = ladder();
  expect(it.start(0)).toBe('websocket');
  it.worked('long-polling', [], 0);
  expect(it.start(0)).toBe('long-polling');
  it.nothingWorked();
  expect(it.start(0)).toBe('long-polling');
  it.nothingWorked();
  expect(it.start(0)).toBe('websocket');
});

test('passes over what is bad, until that is over, but never over the last', () => {
  const it = ladder();
  it.failed('sse', 'held-back', 0);
  expect(it.below('websocket', 9_999)).toBe('long-polling');
  expect(it.below('websocket', 10_000)).toBe('sse');
  it.failed('long-polling', 'died-young', 0);
  it.failed('short-polling', 'died-young', 0);
  expect(it.below('long-polling', 0)).toBe('short-polling');
  expect(it.below('short-polling', 0)).toBeUndefined();
});

test('what worked last and became bad gives way to the next lower', () => {
  const it = ladder();
  it.worked('sse', ['websocket'], 0);
  it.failed('sse', 'held-back', 0);
  expect(it.start(0)).toBe('long-polling');
});

test('only what died young in a row is bad', () => {
  const it = ladder();
  for (const uptime of [100, 100, 6_000, 100, 100]) it.ended('websocket', uptime, 0);
  expect(it.start(0)).toBe('websocket');
  it.ended('websocket', 100, 0);
  expect(it.start(0)).toBe('sse');
});

test('is bad for longer each time, until it was up for long', () => {
  const it = ladder();
  const badFor = () => {
    it.failed('websocket', 'refused', 0);
    return it.nextClimb('sse', 0, 0)?.at;
  };
  expect([badFor(), badFor(), badFor()]).toEqual([10_000, 20_000, 40_000]);
  for (let times = 0; times < 20; times += 1) badFor();
  expect(badFor()).toBe(300_000);
  it.worked('websocket', [], 0);
  it.ended('websocket', 30_000, 0);
  expect(badFor()).toBe(10_000);
});

test('climbs to the best that is due, or waits for the one that is due first', () => {
  const it = ladder();
  it.failed('websocket', 'refused', 0);
  it.failed('websocket', 'refused', 0);
  it.failed('sse', 'held-back', 0);
  expect(it.nextClimb('long-polling', 0, 0)).toEqual({ transport: 'sse', at: 10_000 });
  expect(it.nextClimb('long-polling', 0, 25_000)).toEqual({ transport: 'websocket', at: 20_000 });
  expect(it.nextClimb('long-polling', 14_000, 14_000)).toEqual({ transport: 'websocket', at: 24_000 });
  expect(it.nextClimb('websocket', 0, 0)).toBeUndefined();
});

test('a second chance is given once in a while, each transport its own', () => {
  const it = ladder();
  expect(it.takeSecondChance('sse', 0)).toBe(true);
  expect(it.takeSecondChance('sse', 59_000)).toBe(false);
  expect(it.takeSecondChance('websocket', 59_000)).toBe(true);
  expect(it.takeSecondChance('sse', 200_000)).toBe(true);
});

test('says why the better ones are not taken', () => {
  const it = ladder();
  it.worked('long-polling', ['websocket'], 0);
  it.failed('sse', 'trial', 0);
  it.failed('websocket', 'trial', 0);
  expect(it.whyNotBetter('long-polling')).toEqual([
    'WebSocket could not be opened',
    'Server-Sent Events did not work when it was tried again',
  ]);
});

import { expect, test } from 'vitest';
import { createEventRing } from './event-ring.ts';
import { rowsOf, steadyRows } from './trace-fixtures.ts';

test('finds events by when they were published and received', () => {
  const ring = createEventRing(8);
  ring.add('e', steadyRows(5, 100));
  expect(ring.length).toBe(5);
  expect(ring.firstPublished(300)).toBe(2);
  expect(ring.firstReceived(301)).toBe(2);
  expect(ring.firstReceived(301.5)).toBe(3);
  expect(ring.firstPublished(1_000)).toBe(5);
});

test('keeps the newest, and says from when on nothing is kept', () => {
  const ring = createEventRing(8);
  ring.add('e', steadyRows(8, 100));
  expect(ring.droppedTo).toBe(Number.NEGATIVE_INFINITY);
  ring.add('e', rowsOf([9, 10, 11].map((id) => ({ id, at: id * 100 }))));
  expect(ring.length).toBe(8);
  expect(Array.from({ length: 8 }, (_, index) => ring.id(index))).toEqual([4, 5, 6, 7, 8, 9, 10, 11]);
  expect(ring.droppedTo).toBe(301);
});

test('puts one that is told late at its place, epoch and all, over the end of the ring too', () => {
  const ring = createEventRing(4);
  ring.add('old', rowsOf([1, 2, 3].map((id) => ({ id, at: id * 100 }))));
  ring.add('new', rowsOf([{ id: 5, at: 500 }]));
  ring.add('new', rowsOf([{ id: 6, at: 600 }]));
  ring.add('late', rowsOf([{ id: 4, at: 400, writtenAt: Number.NaN, receivedAt: 401 }]));
  expect([0, 1, 2, 3].map((index) => `${ring.epoch(index)}-${ring.id(index)}`)).toEqual([
    'old-3',
    'late-4',
    'new-5',
    'new-6',
  ]);
  expect(ring.writtenAt(1)).toBeNaN();
});

test('finds an event by its epoch and id, and no other of the same id', () => {
  const ring = createEventRing(8);
  ring.add('old', rowsOf([{ id: 1, at: 100 }]));
  ring.add(
    'new',
    rowsOf([
      { id: 1, at: 200 },
      { id: 2, at: 200 },
    ]),
  );
  expect(ring.find('new', 2, 200)).toBe(2);
  expect(ring.find('old', 1, 100)).toBe(0);
  expect(ring.find('old', 1, 200)).toBeUndefined();
});

test('knows what was written together, and does not guess when nobody told', () => {
  const ring = createEventRing(8);
  ring.add('e', rowsOf([{ id: 4, at: 0, firstId: 3, lastId: 6 }]));
  ring.add(
    'e',
    rowsOf([{ id: 7, at: 1, writtenAt: Number.NaN, receivedAt: 9, firstId: Number.NaN, lastId: Number.NaN }]),
  );
  expect([ring.together(0), ring.place(0)]).toEqual([4, 1]);
  expect([ring.together(1), ring.place(1)]).toEqual([1, 0]);
});

test('forgets what was kept long enough', () => {
  const ring = createEventRing(8);
  ring.add('e', steadyRows(5, 100));
  ring.forget(250);
  expect(ring.length).toBe(3);
  expect(ring.id(0)).toBe(3);
  expect(ring.droppedTo).toBe(Number.NEGATIVE_INFINITY);
});

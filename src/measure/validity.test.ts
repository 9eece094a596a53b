import { expect, test } from 'vitest';
import { createValidity } from './validity.ts';

test('a stretch lasts from when something spoils the run until it no longer does', () => {
  const validity = createValidity();
  validity.set('hidden', true, 100);
  validity.set('hidden', true, 200);
  expect(validity.marks()).toEqual([{ spoiler: 'hidden', from: 100, to: undefined }]);
  validity.set('hidden', false, 5_000);
  validity.set('hidden', false, 6_000);
  expect(validity.marks()).toEqual([{ spoiler: 'hidden', from: 100, to: 5_000 }]);
});

test('stretches that are close are one, others are not', () => {
  const validity = createValidity();
  validity.add('worker-late', 0, 100);
  validity.add('worker-late', 1_500, 1_700);
  validity.add('worker-late', 9_000, 9_100);
  validity.add('slept', 9_050, 9_060);
  expect(validity.marks()).toEqual([
    { spoiler: 'worker-late', from: 0, to: 1_700 },
    { spoiler: 'worker-late', from: 9_000, to: 9_100 },
    { spoiler: 'slept', from: 9_050, to: 9_060 },
  ]);
});

test('the oldest marks are let go', () => {
  const validity = createValidity();
  for (let at = 0; at < 300; at += 1) validity.add('slept', at * 10_000, at * 10_000 + 1);
  expect(validity.marks()).toHaveLength(200);
  expect(validity.marks().at(-1)?.from).toBe(2_990_000);
});

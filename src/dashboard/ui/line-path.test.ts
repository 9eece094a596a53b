import { expect, test } from 'vitest';
import { linePath } from './line-path.ts';

test('a line goes from place to place, in tenths of a pixel', () => {
  const places = [
    { x: 0, y: 10 },
    { x: 1.26, y: 9.949 },
    { x: 100 / 3, y: -0.04 },
  ];
  expect(linePath(places)).toBe('M0 10L1.3 9.9L33.3 0');
});

test('one place is no line', () => {
  expect(linePath([])).toBe('');
  expect(linePath([{ x: 1, y: 2 }])).toBe('');
});

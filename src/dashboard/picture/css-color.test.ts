import { expect, test } from 'vitest';
import { paintOf, plainColor } from './css-color.ts';

test('a computed colour becomes a plain one, whichever way the browser writes it', () => {
  expect(paintOf('rgb(194, 80, 10)')).toEqual({ color: '#c2500a', opacity: 1 });
  expect(paintOf('rgba(0, 0, 0, 0.45)')).toEqual({ color: '#000000', opacity: 0.45 });
  expect(paintOf('color(srgb 1 0.5 0 / 0.22)')).toEqual({ color: '#ff8000', opacity: 0.22 });
  expect(paintOf('color(srgb 0.2 0.4 0.6)')).toEqual({ color: '#336699', opacity: 1 });
});

test('what is not seen is no paint', () => {
  expect(paintOf('rgba(0, 0, 0, 0)')).toBeUndefined();
  expect(paintOf('none')).toBeUndefined();
});

test('in an attribute, all but plain colours stay as they are', () => {
  expect(plainColor('rgb(0, 138, 99)')).toBe('#008a63');
  expect(plainColor('none')).toBe('none');
  expect(plainColor('url(#hatch)')).toBe('url(#hatch)');
  expect(plainColor('rgba(0, 0, 0, 0.5)')).toBe('rgba(0, 0, 0, 0.5)');
});

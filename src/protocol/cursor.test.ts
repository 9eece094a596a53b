import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cursorRequestSchema, cursorSchema, formatCursor, parseCursor } from './cursor.ts';

const epochs = fc.stringMatching(/^[a-z0-9]{1,16}$/);
const ids = fc.integer({ min: 0, max: 10 ** 15 - 1 });
const cursors = fc.oneof(fc.record({ epoch: epochs, id: ids }), fc.record({ id: ids }));

test('what was formatted is parsed to the same cursor', () => {
  fc.assert(
    fc.property(cursors, (cursor) => {
      expect(parseCursor(formatCursor(cursor))).toEqual(cursor);
      expect(cursorRequestSchema.parse(formatCursor(cursor))).toEqual(cursor);
    }),
  );
});

test('what was parsed is formatted to the same text, but for leading zeros', () => {
  const texts = fc.stringMatching(/^([a-z0-9]{1,16}-)?(0|[1-9]\d{0,14})$/);
  fc.assert(
    fc.property(texts, (text) => {
      const cursor = parseCursor(text);
      expect(cursor && formatCursor(cursor)).toBe(text);
    }),
  );
});

test('an id stays exact up to its largest', () => {
  expect(parseCursor('999999999999999')).toEqual({ id: 999_999_999_999_999 });
  expect(parseCursor('9999999999999999')).toBeUndefined();
});

test.each([
  ...[
    '',
    '-',
    '-1',
    'a-',
    'a-b',
    '1-',
    '+1',
    '1.5',
    '1e3',
    '0x1',
    'NaN',
    ' 1',
    '1 ',
    '1\n',
    'a-1\n',
    'A-1',
    'é-1',
    'a_b-1',
  ],
  ...['a-b-1', 'a--1', '١', 'a-١', `${'a'.repeat(17)}-1`, `a-${'1'.repeat(16)}`, 'null', 'undefined'],
])('%j is refused', (text) => {
  expect(parseCursor(text)).toBeUndefined();
  expect(cursorRequestSchema.safeParse(text).success).toBe(false);
  expect(cursorSchema.safeParse(text).success).toBe(false);
});

test('any text is refused or a cursor that is safe to count with', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-0-9a-z]{0,20}$/)), (text) => {
      const cursor = parseCursor(text);
      if (cursor === undefined) return;
      expect(Number.isSafeInteger(cursor.id) && cursor.id >= 0).toBe(true);
      expect(parseCursor(formatCursor(cursor))).toEqual(cursor);
    }),
  );
});

test('the server always names the epoch', () => {
  expect(cursorSchema.parse('k3x9-8')).toEqual({ epoch: 'k3x9', id: 8 });
  expect(cursorSchema.safeParse('8').success).toBe(false);
});

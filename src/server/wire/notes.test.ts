import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BYTE_KINDS, type ByteKind } from '../../protocol/ledger.ts';
import { Notes } from './notes.ts';

test('hands out in order what was noted, however the bytes leave', () => {
  const note = fc.tuple(fc.constantFrom(...BYTE_KINDS), fc.integer({ min: 0, max: 50 }));
  fc.assert(
    fc.property(fc.array(note), fc.array(fc.integer({ min: 0, max: 80 })), (written, portions) => {
      const expected = written.flatMap(([kind, bytes]) => Array<ByteKind>(bytes).fill(kind));
      const notes = new Notes();
      for (const [kind, bytes] of written) notes.push(kind, bytes);
      const booked: ByteKind[] = [];
      let left = expected.length;
      for (const portion of [...portions, expected.length]) {
        const bytes = Math.min(portion, left);
        left -= bytes;
        notes.take(bytes, 'other', (kind, taken) => booked.push(...Array<ByteKind>(taken).fill(kind)));
      }
      expect(booked).toEqual(expected);
    }),
  );
});

test('books what nobody noted as told', () => {
  const notes = new Notes();
  notes.push('head', 3);
  const booked: unknown[] = [];
  notes.take(5, 'framing', (kind, bytes) => booked.push([kind, bytes]));
  expect(booked).toEqual([
    ['head', 3],
    ['framing', 2],
  ]);
});

test('keeps one note for a run of the same kind', () => {
  const notes = new Notes();
  for (let index = 0; index < 100; index += 1) notes.push('payload', 10);
  expect(notes.size()).toBe(1);
});

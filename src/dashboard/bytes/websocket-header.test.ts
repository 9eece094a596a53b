import { expect, it } from 'vitest';
import { websocketHeaderWords } from './websocket-header.ts';

it.each([
  ['81 7d', '125 bytes (7d)'],
  ['81 7e 00 a3', '163 bytes (7e 00 a3)'],
  ['81 7f 00 00 00 00 00 01 00 00', '65536 bytes'],
])('tells how long the frame of %s is', (hex, words) => expect(websocketHeaderWords(hex)).toContain(words));

it('knows no other headers', () => {
  expect(websocketHeaderWords('89 00')).toBeUndefined();
  expect(websocketHeaderWords('id: e1-8')).toBeUndefined();
});

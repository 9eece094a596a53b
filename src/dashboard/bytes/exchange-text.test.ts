import { describe, expect, it } from 'vitest';
import type { Piece } from '../../protocol/exchange.ts';
import { exchangeParts, linesOf, shorten, visibleRuns } from './exchange-text.ts';

const piece = (kind: Piece['kind'], text: string, bytes = text.length): Piece => ({ kind, text, bytes });

describe('exchangeParts', () => {
  const exchange = { request: [piece('head', 'GET')], response: [piece('head', '')], frame: [] };

  it('tells a poll as request and answer, and that the answer is not there yet', () => {
    const parts = exchangeParts('long-polling', exchange);
    expect(parts.map(({ title, pieces }) => [title, pieces.length])).toEqual([
      ['Request', 1],
      ['Answer', 0],
    ]);
    expect(parts[1]?.whenEmpty).toContain('holds');
  });

  it('tells a stream as what opened it, and its latest frame', () => {
    expect(exchangeParts('sse', exchange).map(({ title }) => title)).toEqual([
      'The request that opened it',
      'The answer that opened it',
      'The latest frame',
    ]);
  });
});

describe('shorten', () => {
  const pieces = (count: number) => Array.from({ length: count }, (_, place) => piece('payload', `${place}`, 10));

  it('leaves out the middle of many, and says what that was', () => {
    const shown = shorten([...pieces(20), piece('framing', ']', 1)]);
    expect(shown.map((each) => (each.shown ? each.piece.text : each))).toEqual([
      ...['0', '1', '2', '3', '4'],
      { shown: false, pieces: 14, bytes: { payload: 140 } },
      ...['19', ']'],
    ]);
  });

  it('leaves nothing out where that would save nothing', () => {
    expect(shorten(pieces(8)).every(({ shown }) => shown)).toBe(true);
    expect(shorten([])).toEqual([]);
  });
});

describe('linesOf', () => {
  it('gives each line its bytes, line end included', () => {
    expect(linesOf(piece('head', 'GET / HTTP/1.1\r\nA: ä\r\n\r\n', 25))).toEqual([
      { text: 'GET / HTTP/1.1\r\n', bytes: 16 },
      { text: 'A: ä\r\n', bytes: 7 },
      { text: '\r\n', bytes: 2 },
    ]);
  });

  it('gives none where the text does not tell them', () => {
    expect(linesOf(piece('payload', 'aaa', 5_000))).toEqual([{ text: 'aaa' }]);
    expect(linesOf(piece('framing', '81 7e 00 a3', 4))).toEqual([{ text: '81 7e 00 a3' }]);
  });
});

describe('visibleRuns', () => {
  it('names controls, one by one', () => {
    expect(visibleRuns('a\r\n\u007f')).toEqual([
      { text: 'a', sign: false },
      { text: 'CR', sign: true },
      { text: 'LF', sign: true },
      { text: 'U+007F', sign: true },
    ]);
  });

  it('shows what turns or hides text by its number', () => {
    expect(visibleRuns('x\u202e')).toEqual([
      { text: 'x', sign: false },
      { text: 'U+202E', sign: true },
    ]);
  });

  it('leaves everything else alone', () => {
    expect(visibleRuns('ä€😀 ')).toEqual([{ text: 'ä€😀 ', sign: false }]);
  });
});

import { describe, expect, it } from 'vitest';
import { figureByKey } from '../figures.ts';
import { contradictions, contradictionWords } from './contradictions.ts';

const PLACES = { 'short-polling': 4, 'long-polling': 3, sse: 2, websocket: 1 };

function values(...[shortPolling, longPolling, sse, websocket]: (number | undefined)[]) {
  return { 'short-polling': shortPolling, 'long-polling': longPolling, sse, websocket };
}

describe('contradictions', () => {
  it('finds nothing where the run agrees', () => {
    expect(contradictions(values(900, 700, 200, 170), PLACES, 0)).toEqual([]);
  });

  it('finds the pairs that come the other way round, the widest apart first', () => {
    expect(contradictions(values(230, 880, 240, 170), PLACES, 0)).toEqual([
      { praised: 'long-polling', other: 'short-polling' },
    ]);
    expect(contradictions(values(200, 880, 300, 170), PLACES, 0)).toEqual([
      { praised: 'long-polling', other: 'short-polling' },
      { praised: 'sse', other: 'short-polling' },
    ]);
  });

  it('finds nothing in what cannot be told apart', () => {
    expect(contradictions(values(undefined, 1.0, 1.04, undefined), PLACES, 0)).toEqual([]);
    expect(contradictions(values(undefined, 0.2, 0.6, undefined), PLACES, 0.5)).toEqual([]);
    expect(contradictions(values(undefined, 0.2, 1.2, undefined), PLACES, 0.5)).toHaveLength(1);
  });

  it('finds nothing of a lane without a value, nor between equals of the textbook', () => {
    expect(contradictions(values(undefined, 5, undefined, undefined), PLACES, 0)).toEqual([]);
    expect(contradictions(values(undefined, undefined, 9, 1), { ...PLACES, sse: 1 }, 0)).toEqual([]);
  });
});

describe('contradictionWords', () => {
  const figure = figureByKey('bytes-per-event');
  const words = (...all: Parameters<typeof values>) =>
    contradictionWords(contradictions(values(...all), PLACES, 0), values(...all), figure, 'per event', 0);

  it('says nothing when there is nothing to say', () => {
    expect(words(900, 700, 200, 170)).toEqual([]);
  });

  it('names each pair with its figures', () => {
    expect(words(200, 880, 300, 170)).toEqual([
      'Long polling is not ahead of Short polling here: 880\u00a0B per event against 200\u00a0B.',
      'Server-Sent Events is not ahead of Short polling here: 300\u00a0B per event against 200\u00a0B.',
    ]);
  });
});

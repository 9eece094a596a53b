import { describe, expect, it } from 'vitest';
import { type ComparisonRule, compareWithBest, type Values } from './comparison.ts';

const LOWER: ComparisonRule = { better: 'lower', by: 'ratio', resolution: 0 };

function values(...[shortPolling, longPolling, sse, websocket]: (number | undefined)[]): Values {
  return { 'short-polling': shortPolling, 'long-polling': longPolling, sse, websocket, automatic: undefined };
}

describe('compareWithBest', () => {
  it('gives factors of the lowest where lower is better', () => {
    expect(compareWithBest(values(1200, 2, 1, undefined), LOWER)).toEqual({
      'short-polling': { kind: 'times', factor: 1200, atLeast: false },
      'long-polling': { kind: 'times', factor: 2, atLeast: false },
      sse: { kind: 'best' },
      websocket: undefined,
      automatic: undefined,
    });
  });

  it('gives signed differences from the highest where higher is better', () => {
    const compared = compareWithBest(values(90, 100, 100, 103), { better: 'higher', by: 'difference', resolution: 0 });
    expect(compared['short-polling']).toEqual({ kind: 'apart', difference: -13 });
    expect(compared.websocket).toEqual({ kind: 'best' });
  });

  it('has nothing to tell about one value, or about equal ones', () => {
    const nothing = values(undefined, undefined, undefined, undefined);
    expect(compareWithBest(values(5, undefined, undefined, undefined), LOWER)).toEqual(nothing);
    expect(compareWithBest(values(0, 0, 0, 0), LOWER)).toEqual(nothing);
  });

  it('falls back to the difference when the best is zero', () => {
    expect(compareWithBest(values(30, 0, undefined, undefined), LOWER)['short-polling']).toEqual({
      kind: 'apart',
      difference: 30,
    });
  });

  it('says "near" within five percent', () => {
    expect(compareWithBest(values(104, 100, undefined, undefined), LOWER)['short-polling']).toEqual({ kind: 'near' });
  });

  describe('with a resolution', () => {
    const rule: ComparisonRule = { ...LOWER, resolution: 0.5 };

    it('shares the first place among all that cannot be told from zero, and gives a lower bound against them', () => {
      expect(compareWithBest(values(1000, 0.3, -0.1, 0.4), rule)).toEqual({
        'short-polling': { kind: 'times', factor: 2000, atLeast: true },
        'long-polling': { kind: 'best' },
        sse: { kind: 'best' },
        websocket: { kind: 'best' },
        automatic: undefined,
      });
    });

    it('does not put a number on a difference that it cannot resolve', () => {
      expect(compareWithBest(values(1.3, 0.9, undefined, undefined), rule)['short-polling']).toEqual({ kind: 'near' });
    });

    it('has nothing to tell when all are below it', () => {
      expect(compareWithBest(values(0.1, 0.2, 0.3, 0.4), rule)).toEqual(
        values(undefined, undefined, undefined, undefined),
      );
    });
  });
});

import { describe, expect, it } from 'vitest';
import { comparisonWords } from './comparison-words.ts';
import { formatBytes, formatCount } from './format.ts';

describe('comparisonWords', () => {
  it('shows factors with two significant digits', () => {
    const words = (factor: number) => comparisonWords({ kind: 'times', factor, atLeast: false }, formatCount).shown;
    expect([1.26, 2, 12.4, 1234].map(words)).toEqual(['×1.3', '×2.0', '×12', '×1,200']);
  });

  it('says that a factor is a lower bound', () => {
    expect(comparisonWords({ kind: 'times', factor: 500, atLeast: true }, formatCount)).toEqual({
      shown: '> ×500',
      spoken: 'more than 500 times the best',
    });
  });

  it("shows differences with their sign, in the figure's own unit", () => {
    expect(comparisonWords({ kind: 'apart', difference: 3 }, formatCount).shown).toBe('+3');
    expect(comparisonWords({ kind: 'apart', difference: -1200 }, formatCount).shown).toBe('−1,200');
    expect(comparisonWords({ kind: 'apart', difference: 1500 }, formatBytes).shown).toBe('+1.50\u00a0kB');
  });
});

import { expect, it } from 'vitest';
import { differenceText, uncertaintyText } from './theory-words.ts';

const comparison = (measured: number, value: number) => ({
  measured,
  predicted: { value, formula: '', filledIn: '' },
  uncertainty: 2.5,
  verdict: 'agrees' as const,
});

it.each([
  [1_020, 1_000, '+2.0\u00a0%'],
  [880, 1_000, '−12\u00a0%'],
  [2.4, 0.24, '+900\u00a0%'],
  [5, 5, '0.0\u00a0%'],
  [5.0001, 5, '0.0\u00a0%'],
  [500, 5, '+9,900\u00a0%'],
  [0, 0, '0\u00a0%'],
  [0.2, 0, ''],
])('tells %d against %d as "%s"', (measured, predicted, text) => {
  expect(differenceText(comparison(measured, predicted))).toBe(text);
});

it("tells the uncertainty in the quantity's own unit", () => {
  expect(uncertaintyText(comparison(1, 1), 'latencyMs')).toBe('±2.50\u00a0ms');
  expect(uncertaintyText(comparison(1, 1), 'requestsPerSecond')).toBe('±2.50\u00a0/s');
});

import { expect, it } from 'vitest';
import { patienceVerdict } from './patience-verdict.ts';

it.each([
  [25, 35, 'server', /answer after 25\u00a0s.*gives up after 35\u00a0s/],
  [25, 10, 'client', /throws each quiet poll away after 10\u00a0s/],
  [25, 25.5, 'either', /chance/],
  [25, 24.5, 'either', /chance/],
] as const)(
  'with a hold of %d s and a patience of %d s, first is the %s',
  (holdSeconds, patienceSeconds, first, says) => {
    const verdict = patienceVerdict({ holdSeconds, patienceSeconds });
    expect(verdict.first).toBe(first);
    expect(verdict.words).toMatch(says);
    expect(Math.max(verdict.hold, verdict.patience)).toBe(100);
  },
);

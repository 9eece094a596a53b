import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitPower, isAbove, TOLERANCE } from './fit.ts';

const XS = [100, 300, 1_000, 3_000, 10_000];

test('finds the power that points were made with', () => {
  const powers = fc.double({ min: -1, max: 3, noNaN: true });
  const factors = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(powers, factors, (power, factor) => {
      const fit = fitPower(XS.map((x) => ({ x, y: factor * x ** power })));
      expect(fit?.exponent).toBeCloseTo(power, 6);
      expect(fit?.standardError).toBeCloseTo(0, 6);
    }),
  );
});

test('a fixed cost makes the power smaller, and a quadratic part makes it larger', () => {
  const withFixed = fitPower(XS.map((x) => ({ x, y: x + 1_000 })));
  const withSquare = fitPower(XS.map((x) => ({ x, y: x + x ** 2 / 1_000 })));
  expect(withFixed?.exponent).toBeLessThan(0.8);
  expect(withSquare?.exponent).toBeGreaterThan(1.3);
});

test('nothing can be said of one x', () => {
  expect(fitPower([])).toBeUndefined();
  expect(fitPower([{ x: 5, y: 1 }])).toBeUndefined();
  expect(fitPower([5, 5].map((x) => ({ x, y: x })))).toBeUndefined();
});

test('two points have a power and nothing to judge it by', () => {
  const fit = fitPower([1, 10].map((x) => ({ x, y: x ** 2 })));
  expect(fit).toEqual({ exponent: expect.closeTo(2, 9), standardError: Number.POSITIVE_INFINITY });
});

test('is above a limit only past the tolerance and past chance', () => {
  const certain = { standardError: 0.001 };
  expect(isAbove({ exponent: 1 + TOLERANCE + 0.01, ...certain }, 1)).toBe(true);
  expect(isAbove({ exponent: 1 + TOLERANCE - 0.01, ...certain }, 1)).toBe(false);
  expect(isAbove({ exponent: 1.3, standardError: 0.2 }, 1)).toBe(false);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountWith, NO_BYTES } from '../test-fixtures.ts';
import { byteShares, tenthsThatAddUp } from './byte-shares.ts';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('byteShares', () => {
  const account = accountWith({
    bytesUp: 400,
    bytesDown: 700,
    upBy: { ...NO_BYTES, head: 400 },
    downBy: { ...NO_BYTES, head: 200, payload: 500 },
    events: 4,
  });

  it('gives what an event cost, up before down, and explains every byte', () => {
    const taken = byteShares(account);
    expect(taken?.shares.filter(({ bytes }) => bytes > 0)).toEqual([
      { direction: 'up', kind: 'head', bytes: 400, perEvent: 100 },
      { direction: 'down', kind: 'head', bytes: 200, perEvent: 50 },
      { direction: 'down', kind: 'payload', bytes: 500, perEvent: 125 },
    ]);
    expect(taken).toMatchObject({ bytes: 1100, events: 4, perEvent: 275, unexplained: 0 });
  });

  it('says what the parts leave out', () => {
    expect(byteShares({ ...account, bytesDown: 710 })?.unexplained).toBe(-10);
  });

  it('has nothing to divide by before the first event', () => {
    expect(byteShares({ ...account, events: 0 })).toBeUndefined();
  });
});

describe('tenthsThatAddUp', () => {
  it('gives what is left to the parts that lost most', () => {
    expect(tenthsThatAddUp([1.06, 1.06, 1.08])).toEqual([11, 10, 11]);
  });

  it('adds up to the rounded sum, and moves no part by a whole tenth', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e9 }), { maxLength: 12 }), fc.nat(1e6), (bytes, more) => {
        const values = bytes.map((part) => part / (more + 1));
        const tenths = tenthsThatAddUp(values);
        expect(sum(tenths)).toBe(Math.round(sum(values.map((value) => value * 10))));
        for (const [place, tenth] of tenths.entries())
          expect(Math.abs(tenth - (values[place] ?? 0) * 10)).toBeLessThan(1);
      }),
    );
  });
});

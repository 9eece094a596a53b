import { describe, expect, it } from 'vitest';
import { publisherSchema } from '../protocol/experiment.ts';
import { networkSchema } from '../protocol/network.ts';
import { readNumber, ruleOf } from './number-rule.ts';

const RATE = ruleOf(publisherSchema.shape.ratePerSecond);
const PAYLOAD = ruleOf(publisherSchema.shape.payloadBytes);

describe('ruleOf', () => {
  it("takes the limits from the protocol's schema", () => {
    expect(RATE).toEqual({ min: 0.1, max: 1000, whole: false });
    expect(PAYLOAD).toEqual({ min: 0, max: 65_536, whole: true });
  });
});

describe('readNumber', () => {
  it.each([
    ['5', 5],
    [' 0.5 ', 0.5],
    ['.5', 0.5],
    ['1,000', 1000],
    ['1e2', 100],
  ])('reads %j as %d', (text, value) => expect(readNumber(text, RATE)).toEqual({ kind: 'value', value }));

  it.each(['', 'five', '1,5', '0', '-1', '1001', '0x10', 'Infinity', '1 2'])(
    'refuses %j and says what is allowed',
    (text) => expect(readNumber(text, RATE)).toEqual({ kind: 'refused', why: 'A number from 0.1 to 1,000' }),
  );

  it('refuses a fraction where a whole number is asked for', () => {
    expect(readNumber('0.5', PAYLOAD)).toEqual({ kind: 'refused', why: 'A whole number from 0 to 65,536' });
  });
});

describe('a rule that is more than a range', () => {
  const BANDWIDTH = ruleOf(networkSchema.shape.downKbitPerSecond);

  it.each(['0', '32', '1,000,000'])('allows %s', (text) => {
    expect(readNumber(text, BANDWIDTH).kind).toBe('value');
  });

  it.each(['31', '-1', '1000001', 'fast'])('refuses %s in the words of the schema', (text) => {
    expect(readNumber(text, BANDWIDTH)).toEqual({
      kind: 'refused',
      why: 'Must be 0 (no limit) or a number from 32 to 1000000',
    });
  });
});

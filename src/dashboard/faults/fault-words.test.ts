import { expect, it } from 'vitest';
import { faultWith } from '../test-fixtures.ts';
import { causedWords, faultWords } from './fault-words.ts';

it.each([
  [{ kind: 'cut', how: 'fin' }, 'Cut (FIN)'],
  [{ kind: 'outage', seconds: 2.5 }, 'Outage of 2.5\u00a0s'],
  [{ kind: 'stall' }, 'Silent stall'],
  [{ kind: 'restart', seconds: 0 }, 'Restart, away for 0\u00a0s'],
] as const)('calls %j “%s”', (fault, words) => expect(faultWords(fault)).toBe(words));

it('says how long a fault lasted, and how many connections it met', () => {
  expect(causedWords(faultWith({ kind: 'outage', at: 1_000, until: 4_500, connections: 1 }))).toBe(
    'Outage of 3.5\u00a0s: it met 1 connection.',
  );
});

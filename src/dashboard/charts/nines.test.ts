import { expect, it } from 'vitest';
import { ninesOf } from './nines.ts';

it.each([
  [0, 0],
  [50, 0.301029996],
  [90, 1],
  [99, 2],
  [99.9, 3],
])('puts %s %% at %s', (percentile, nines) => expect(ninesOf(percentile)).toBe(nines));

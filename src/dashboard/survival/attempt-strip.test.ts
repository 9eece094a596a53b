import { describe, expect, it } from 'vitest';
import type { LaneAttempt } from '../../lab/messages.ts';
import { crowdsOf, ticksOf } from './attempt-strip.ts';

const NOW = 100_000;
const attempt = (at: number, ...[outcome]: [LaneAttempt['outcome']?]): LaneAttempt => ({ at, outcome });

describe('ticksOf', () => {
  it('puts attempts of the last minute where they belong, by what became of them', () => {
    const attempts = [attempt(39_000, 'up'), attempt(46_000, 'failed'), attempt(94_000, 'up'), attempt(100_000)];
    expect(ticksOf(attempts, NOW)).toEqual({ failed: [10], up: [90], pending: [100] });
  });
});

describe('crowdsOf', () => {
  it('counts what was made within a tenth of a second, over all lanes', () => {
    const together = [[attempt(52_010)], [attempt(52_090)], [attempt(52_099), attempt(52_300)]];
    expect(crowdsOf(together, NOW)).toEqual([
      { place: 20, count: 3 },
      { place: 20.5, count: 1 },
    ]);
  });

  it('keeps its counts while it moves', () => {
    const lanes = [[attempt(50_010)], [attempt(50_090)]];
    expect(crowdsOf(lanes, NOW + 60).map(({ count }) => count)).toEqual([2]);
  });
});

import { describe, expect, it } from 'vitest';
import type { FaultCost } from '../../lab/messages.ts';
import { COST_COLUMNS } from './cost-columns.ts';

const COST: FaultCost = {
  ...{ noticedAfterMs: 3.5, recoveredAfterMs: 2_450 },
  ...{ attempts: 2, late: 11, missing: 0, duplicated: 0, gaps: 1 },
};

const row = (cost: Partial<FaultCost>, extra?: { bytes: number; requests: number }) =>
  COST_COLUMNS.map(({ text }) => text({ ...COST, ...cost }, extra));

describe('COST_COLUMNS', () => {
  it('tells durations, counts, and what was used beyond the usual', () => {
    const spaced = ['3.50\u00a0ms', '2.45\u00a0s', '2', '11', '0', '0', '1', '+1.20\u00a0kB', '−3'];
    expect(row({}, { bytes: 1_200, requests: -3 })).toEqual(spaced);
  });

  it('tells what did not happen from what is not known', () => {
    const [noticed, recovered] = row({ noticedAfterMs: undefined, recoveredAfterMs: undefined });
    expect([noticed, recovered]).toEqual(['not noticed', '–']);
    expect(row({ noticedAfterMs: 3, recoveredAfterMs: undefined })[1]).toBe('not yet');
    expect(row({}).slice(-2)).toEqual(['–', '–']);
  });

  it('puts a notice that two clocks place before the fault at its beginning', () => {
    expect(row({ noticedAfterMs: -2 })[0]).toBe('0\u00a0µs');
  });

  it('lets what should not be stand out', () => {
    const standOut = (cost: Partial<FaultCost>) =>
      COST_COLUMNS.filter(({ isFault }) => isFault?.({ ...COST, ...cost })).map(({ title }) => title);
    expect(standOut({})).toEqual([]);
    expect(standOut({ missing: 1, duplicated: 2 })).toEqual(['Missing', 'Duplicated']);
  });
});

import { describe, expect, it } from 'vitest';
import type { Ledger } from '../protocol/ledger.ts';
import { appendLedger, HISTORY_MS, type LedgerHistory, ratesPerSecond } from './ledger-history.ts';
import { ledgerWith } from './test-fixtures.ts';

const wire = (ledger: Ledger) => ledger.wire.bytesUp;

const account = (at: number, bytesUp: number) => ledgerWith({ at, wire: { bytesUp, bytesDown: 0 } });

function history(...points: [at: number, bytesUp: number][]): LedgerHistory {
  return points.reduce<LedgerHistory>((grown, [at, bytesUp]) => appendLedger(grown, account(at, bytesUp)), []);
}

const times = (grown: LedgerHistory) => grown.map(({ at }) => at);

describe('appendLedger', () => {
  it('forgets what is older than the window', () => {
    const grown = history([0, 0], [1000, 1], [HISTORY_MS + 500, 2]);
    expect(times(grown)).toEqual([1000, HISTORY_MS + 500]);
  });

  it('stays bounded and still advances when accounts come far too often', () => {
    let grown: LedgerHistory = [];
    for (let at = 0; at <= HISTORY_MS; at += 100) grown = appendLedger(grown, account(at, at));
    expect(grown.length).toBeLessThanOrEqual(HISTORY_MS / 500 + 2);
    expect(grown.at(0)?.at).toBe(0);
    expect(grown.at(-1)?.at).toBe(HISTORY_MS);
  });

  it('starts anew when the counters fell or the clock went back, as after a restart of the server', () => {
    expect(times(history([1000, 50], [2000, 10]))).toEqual([2000]);
    expect(times(history([2000, 50], [1000, 60]))).toEqual([1000]);
  });
});

describe('ratesPerSecond', () => {
  it('takes the rise over the window that ends at each point', () => {
    const grown = history([0, 0], [1000, 100], [2000, 100], [3000, 400]);
    expect(ratesPerSecond(grown, wire, 2000)).toEqual([null, 100, 50, 150]);
  });

  it('divides by the time that really passed', () => {
    expect(ratesPerSecond(history([0, 0], [20_000, 100]), wire, 5000)).toEqual([null, 5]);
  });
});

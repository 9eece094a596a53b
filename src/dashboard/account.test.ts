import { describe, expect, it } from 'vitest';
import type { Ledger } from '../protocol/ledger.ts';
import { forEachTransport } from '../protocol/transports.ts';
import { accountOf } from './account.ts';
import { accountWith, ledgerWith } from './test-fixtures.ts';

function ledger(wire: Ledger['wire']): Ledger {
  return ledgerWith({
    wire,
    transports: forEachTransport(() => accountWith({ bytesUp: 10, bytesDown: 100 })),
    control: { requests: 1, connections: 1, bytesUp: 5, bytesDown: 50 },
    static: { requests: 1, connections: 1, bytesUp: 1, bytesDown: 2 },
  });
}

describe('accountOf', () => {
  it('adds the transports up and finds nothing unbooked', () => {
    const { parts, unbooked } = accountOf(ledger({ bytesUp: 46, bytesDown: 452 }));
    expect(parts).toEqual([
      { name: 'Transports', bytesUp: 40, bytesDown: 400 },
      { name: 'Control', bytesUp: 5, bytesDown: 50 },
      { name: 'Static', bytesUp: 1, bytesDown: 2 },
    ]);
    expect(unbooked).toEqual({ bytesUp: 0, bytesDown: 0 });
  });

  it('counts the automatic lane, which has an account of its own', () => {
    const automatic = ledger({ bytesUp: 46, bytesDown: 452 });
    const { parts, wire, unbooked } = accountOf({ ...ledger({ bytesUp: 46, bytesDown: 452 }), automatic });
    expect(parts[0]).toEqual({ name: 'Transports', bytesUp: 80, bytesDown: 800 });
    expect(wire).toEqual({ bytesUp: 92, bytesDown: 904 });
    expect(unbooked).toEqual({ bytesUp: 0, bytesDown: 0 });
  });

  it('says what the parts leave out', () => {
    expect(accountOf(ledger({ bytesUp: 47, bytesDown: 450 })).unbooked).toEqual({ bytesUp: 1, bytesDown: -2 });
  });
});

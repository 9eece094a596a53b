import { expect, it } from 'vitest';
import { forEachTransport } from '../protocol/transports.ts';
import { apart, laneAccount, together } from './lanes-ledger.ts';
import { accountWith, ledgerWith, NO_BYTES } from './test-fixtures.ts';

const automatic = ledgerWith({
  transports: forEachTransport(() => accountWith({ requests: 2, bytesUp: 10, upBy: { ...NO_BYTES, head: 10 } })),
});

it('adds up what the automatic lane used on all transports, and keeps it from theirs', () => {
  const ledger = { ...ledgerWith(), automatic };
  expect(laneAccount(ledger, 'automatic')).toMatchObject({ requests: 8, bytesUp: 40, upBy: { head: 40, payload: 0 } });
  expect(laneAccount(ledger, 'sse')).toMatchObject({ requests: 0 });
  expect(laneAccount(ledgerWith(), 'automatic')).toBeUndefined();
});

it('takes the accounts apart for a file, and together again', () => {
  const history = [
    ledgerWith({ at: 1 }),
    { ...ledgerWith({ at: 2 }), automatic },
    { ...ledgerWith({ at: 3 }), automatic },
  ];
  const { ledger, automaticLedger } = apart(history);
  expect(ledger).toEqual([ledgerWith({ at: 1 }), ledgerWith({ at: 2 }), ledgerWith({ at: 3 })]);
  expect(automaticLedger).toEqual([automatic, automatic]);
  expect(together(ledger, automaticLedger)).toEqual(history);
});

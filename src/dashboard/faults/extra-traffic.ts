import type { LaneName } from '../../protocol/lanes.ts';
import type { TransportAccount } from '../../protocol/ledger.ts';
import { wireBytes } from '../figures.ts';
import { type LanesLedger, laneAccount } from '../lanes-ledger.ts';
import type { LedgerHistory } from '../ledger-history.ts';

/** What a fault cost a lane beyond what it used anyway. Below zero where it used less: an outage is quiet. */
export type ExtraTraffic = { readonly bytes: number; readonly requests: number };

/**
 * Computed from the accounts: from the last one before the fault to the first one after the recovery, less what the same
 * lane used in as much time just before.
 *
 *      just before           the fault   the recovery
 *   ├──── as long ────┼───────────┴─────────────┴──┤
 *  base             before                       after
 *
 * Undefined where the accounts do not reach so far: before the recovery, and soon after the run began.
 */
export function extraTraffic(
  history: LedgerHistory,
  lane: LaneName,
  fault: { readonly at: number; readonly recoveredAt: number },
): ExtraTraffic | undefined {
  const before = history.findLast(({ at }) => at <= fault.at);
  const after = history.find(({ at }) => at >= fault.recoveredAt);
  if (!before || !after) return undefined;
  const length = after.at - before.at;
  const base = history.findLast(({ at }) => at <= before.at - length);
  if (!base) return undefined;
  const usual = length / (before.at - base.at);
  const extra = (counter: (account: TransportAccount) => number) =>
    rise(before, after, lane, counter) - rise(base, before, lane, counter) * usual;
  return { bytes: Math.round(extra(wireBytes)), requests: Math.round(extra(({ requests }) => requests)) };
}

function rise(
  from: LanesLedger,
  to: LanesLedger,
  lane: LaneName,
  counter: (account: TransportAccount) => number,
): number {
  const countAt = (ledger: LanesLedger) => {
    const account = laneAccount(ledger, lane);
    return account ? counter(account) : 0;
  };
  return countAt(to) - countAt(from);
}

import type { LaneName } from '../../protocol/lanes.ts';
import type { TransportAccount } from '../../protocol/ledger.ts';
import { wireBytes } from '../figures.ts';
import { type LanesLedger, laneAccount } from '../lanes-ledger.ts';
import type { LedgerHistory } from '../ledger-history.ts';

/** What a fault cost a lane beyond what it used anyway. Below zero where it used less: an outage is quiet. */
export type ExtraTraffic = { readonly bytes: number; readonly requests: number };

/**
 * Computed from the accounts: from the last one before the fault to the first one after the recovery, less what the same
 * lane used before, for as long or as long as it was quiet.
 *
 *      just before           the fault   the recovery
 *   ├─ at most as long ─┼───────────┴─────────────┴──┤
 *  base               before                       after
 *
 * Undefined where there is nothing to compare with: before the recovery, and where the lane had not been free of faults
 * for some seconds.
 */
export function extraTraffic(
  history: LedgerHistory,
  lane: LaneName,
  fault: { readonly at: number; readonly recoveredAt: number; readonly quietSince: number },
): ExtraTraffic | undefined {
  const before = history.findLast(({ at }) => at <= fault.at);
  const after = history.find(({ at }) => at >= fault.recoveredAt);
  if (!before || !after) return undefined;
  const length = after.at - before.at;
  const base =
    history.findLast(({ at }) => at <= before.at - length && at >= fault.quietSince) ??
    history.find(({ at }) => at >= Math.max(fault.quietSince, before.at - length));
  if (!base || before.at - base.at < Math.min(length, MIN_BASE_MS)) return undefined;
  const usual = length / (before.at - base.at);
  const extra = (counter: (account: TransportAccount) => number) =>
    rise(before, after, lane, counter) - rise(base, before, lane, counter) * usual;
  return { bytes: Math.round(extra(wireBytes)), requests: Math.round(extra(({ requests }) => requests)) };
}

/** Of a long stretch; what a lane uses in less is chance. */
const MIN_BASE_MS = 5_000;

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

import type { LanesLedger } from './lanes-ledger.ts';

/** Accounts of one run, oldest first, about one a second, over the last minutes. */
export type LedgerHistory = readonly LanesLedger[];

export const HISTORY_MS = 5 * 60_000;

/** An account that came sooner after the one before is replaced by the next: a call out of turn adds no point. */
const APART_MS = 500;

/** The history with one more account, bounded in time and number. Starts anew when the server's counters did. */
export function appendLedger(history: LedgerHistory, ledger: LanesLedger): LedgerHistory {
  const [beforeLast, last] = [history.at(-2), history.at(-1)];
  if (!last || startedAnew(last, ledger)) return [ledger];
  const lastIsExtra = beforeLast !== undefined && last.at - beforeLast.at < APART_MS;
  const kept = lastIsExtra ? history.slice(0, -1) : history;
  return [...kept.filter(({ at }) => ledger.at - at <= HISTORY_MS), ledger];
}

function startedAnew(last: LanesLedger, ledger: LanesLedger): boolean {
  return ledger.at < last.at || ledger.wire.bytesUp < last.wire.bytesUp || ledger.wire.bytesDown < last.wire.bytesDown;
}

/**
 * How fast a counter rose at each point: over the window that ends there, per second. A window smooths what a
 * poll every two seconds would turn into a saw. Null where there is no earlier point to compare with.
 */
export function ratesPerSecond(
  history: LedgerHistory,
  counter: (ledger: LanesLedger) => number,
  windowMs: number,
): (number | null)[] {
  let start = 0;
  return history.map((ledger, index) => {
    while (start < index && ledger.at - (history[start]?.at ?? 0) > windowMs) start += 1;
    const first = history[start === index ? index - 1 : start];
    if (!first || first.at >= ledger.at) return null;
    return ((counter(ledger) - counter(first)) / (ledger.at - first.at)) * 1000;
  });
}

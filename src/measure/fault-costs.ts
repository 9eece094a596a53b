import type { Fault } from '../protocol/faults.ts';
import { forEachLane, type LaneName } from '../protocol/lanes.ts';
import type { FaultCost, FaultMeter } from './fault-cost.ts';
import type { LaneHistory } from './lane-history.ts';

/** One fault, and what it cost each lane; undefined for lanes that were off. */
export type FaultCosts = {
  readonly fault: Fault;
  readonly lanes: Readonly<Record<LaneName, FaultCost | undefined>>;
};

export type FaultAccounts = {
  /** A fault that may be known already: one that lasts may be ended before its time. */
  learn(fault: Fault): void;
  /** Oldest first. */
  read(): readonly FaultCosts[];
};

/** Faults that are remembered. */
const MAX_FAULTS = 50;

/** Keeps what each fault cost each lane. */
export function createFaultAccounts(histories: Readonly<Record<LaneName, LaneHistory>>): FaultAccounts {
  let accounts: readonly {
    readonly fault: Fault;
    readonly meters: Readonly<Record<LaneName, FaultMeter | undefined>>;
  }[] = [];

  return {
    learn(fault) {
      const known = accounts.find((account) => isSame(account.fault, fault));
      if (known && known.fault.until === fault.until) return;
      const meters = forEachLane((lane) => histories[lane].meet(fault, known?.meters[lane]));
      const others = accounts.filter((account) => account !== known);
      accounts = [...others, { fault, meters }].sort((a, b) => a.fault.at - b.fault.at).slice(-MAX_FAULTS);
    },
    read: () =>
      accounts.map(({ fault, meters }, index) => {
        const earlierUntil = Math.max(...accounts.slice(0, index).map((earlier) => earlier.fault.until));
        const laterCut = accounts.slice(index + 1).find((later) => endsConnections(later.fault));
        const others = { earlierUntil, laterAt: laterCut?.fault.at ?? Number.POSITIVE_INFINITY };
        return { fault, lanes: forEachLane((lane) => meters[lane]?.read(others)) };
      }),
  };
}

/** A server that began anew counts its faults from 1 again. */
function isSame(a: Fault, b: Fault): boolean {
  return a.number === b.number && a.at === b.at;
}

/** A stall makes itself felt by silence only. */
function endsConnections({ kind }: Fault): boolean {
  return kind !== 'stall';
}

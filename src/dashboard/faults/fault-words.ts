import type { Fault, FaultKind, FaultRequest } from '../../protocol/faults.ts';

/** What a fault is called on a chart: short, for there is little room. */
export const FAULT_LABELS: Record<FaultKind, string> = {
  cut: 'cut',
  outage: 'outage',
  stall: 'stall',
  restart: 'restart',
};

const decimals = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** A fault that was caused or is to be: "Cut (RST)", "Outage of 5 s". */
export function faultWords(fault: FaultRequest | Fault): string {
  switch (fault.kind) {
    case 'cut':
      return `Cut (${(fault.how ?? 'rst').toUpperCase()})`;
    case 'outage':
      return `Outage of ${lengthOf(fault)}`;
    case 'stall':
      return 'Silent stall';
    case 'restart':
      return `Restart, away for ${lengthOf(fault)}`;
  }
}

/** What a press did: which fault, and how many connections it met. */
export function causedWords(fault: Fault): string {
  const { connections } = fault;
  return `${faultWords(fault)}: it met ${connections} ${connections === 1 ? 'connection' : 'connections'}.`;
}

function lengthOf(fault: { readonly seconds: number } | Fault): string {
  const seconds = 'seconds' in fault ? fault.seconds : (fault.until - fault.at) / 1_000;
  return `${decimals.format(seconds)}\u00a0s`;
}

import type { BadDay, BadDayRequest, FaultKind, FaultRequest } from '../../protocol/faults.ts';
import { FAULT_KINDS } from '../../protocol/faults.ts';
import { createRandom } from '../../stream/random.ts';

/** Shortest and longest time that a fault of a bad day takes, where it takes any, seconds. */
const SHORTEST_SECONDS = 1;
const LONGEST_SECONDS = 6;

/**
 * The faults of a bad day, in order. The same request gives the same plan: one fault somewhere in each of as many equal
 * stretches as there are faults, all kinds alike.
 */
export function planBadDay({ seed, seconds, faults }: BadDayRequest): BadDay['plan'] {
  const random = createRandom(seed);
  const stretch = seconds / faults;
  return Array.from({ length: faults }, (_, index) => ({
    afterSeconds: toTenths((index + random()) * stretch),
    fault: aFault(FAULT_KINDS[Math.floor(random() * FAULT_KINDS.length)] ?? 'cut', random),
  }));
}

function aFault(kind: FaultKind, random: () => number): FaultRequest {
  const seconds = toTenths(SHORTEST_SECONDS + random() * (LONGEST_SECONDS - SHORTEST_SECONDS));
  switch (kind) {
    case 'cut':
      return { kind, how: random() < 0.5 ? 'fin' : 'rst' };
    case 'stall':
      return { kind };
    case 'outage':
    case 'restart':
      return { kind, seconds };
  }
}

const toTenths = (value: number) => Math.round(value * 10) / 10;

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
  return Array.from({ length: faults }, (_, index) => {
    const afterSeconds = toHundredths((index + random()) * stretch);
    const kind = FAULT_KINDS[Math.floor(random() * FAULT_KINDS.length)] ?? 'cut';
    return { afterSeconds, fault: aFault(kind, seconds - afterSeconds, random) };
  });
}

/** One that takes no longer than the day has left; a tenth of a second is the least that an outage may take. */
function aFault(kind: FaultKind, leftSeconds: number, random: () => number): FaultRequest {
  const drawn = SHORTEST_SECONDS + random() * (LONGEST_SECONDS - SHORTEST_SECONDS);
  const seconds = Math.max(0.1, toHundredths(Math.min(drawn, leftSeconds)));
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

/** Downwards, so that nothing comes after the end. */
const toHundredths = (value: number) => Math.floor(value * 100) / 100;

import type { Growth } from '../../protocol/swarm.ts';
import { formatExactly } from '../format.ts';
import { asSentence } from './sentence.ts';

/** How the cost of one transport grows, and where it bends, in one or two sentences. */
export function growthWords({ exponent, bendsAt, why }: Growth): string {
  if (exponent === null) return 'too few points are free of doubt to tell how its cost grows.';
  const power = `CPU grows with the number of clients to the power ${exponent.toFixed(2)}`;
  const bend = bendsAt === null ? '' : `; it bends at ${formatExactly(bendsAt)} clients`;
  return `${power}${bend}. ${asSentence(why)}`;
}

import type { Growth } from '../../protocol/swarm.ts';
import { formatExactly } from '../format.ts';
import { asSentence } from './sentence.ts';

/** How the cost of one transport grows, and where it bends, in one or two sentences. */
export function growthWords({ exponent, bendsAt, why }: Growth): string {
  const bend = bendsAt === null ? '' : `it bends at ${formatExactly(bendsAt)} clients`;
  const power = exponent === null ? '' : `CPU grows with the number of clients to the power ${exponent.toFixed(2)}`;
  const what = [power, bend].filter((part) => part !== '').join('; ');
  return what === '' ? asSentence(why) : `${asSentence(what)} ${asSentence(why)}`;
}

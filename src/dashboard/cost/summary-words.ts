import type { Swarm } from '../../protocol/swarm.ts';
import { TRANSPORTS } from '../../protocol/transports.ts';
import { formatExactly, formatLatency, quantityText } from '../format.ts';
import { inSentence } from '../overview-words.ts';
import type { CostFigures } from './cost-figures.ts';
import { formatCore, formatMicroseconds } from './figure-format.ts';
import { totalsOf } from './swarm-words.ts';
import { isRunning, type ToldSwarms } from './told-swarms.ts';

/** What the page shows now, in a sentence or two. */
export function summaryWords(swarms: ToldSwarms | undefined, figures: CostFigures | undefined): string[] {
  const latest = swarms?.latest ?? null;
  const sentences = [
    ...(latest?.plan.kind === 'hold' && figures ? [swarmWords(latest, figures)] : []),
    ...(swarms?.curve ? growthSummary(swarms.curve) : []),
  ];
  if (sentences.length > 0) return sentences;
  if (isRunning(latest)) {
    return latest.plan.kind === 'hold'
      ? ['The swarm begins; what it costs the server is said here.']
      : ['The curves are being measured; how the cost grows is said here.'];
  }
  return ['Nothing was measured yet. Start a swarm, and what it costs the server is said here.'];
}

function swarmWords(swarm: Swarm, { server }: CostFigures): string {
  const isNow = isRunning(swarm);
  const { wanted, connected } = totalsOf(swarm);
  const clients = formatExactly(isNow ? connected : wanted);
  const core = quantityText(formatCore(server.cpuPercent));
  const who = `${isNow ? '' : 'In the last swarm, w'}${isNow ? 'W' : ''}ith ${clients} ${kindsOf(swarm)}`;
  if (server.cpuPerDeliveryUs === undefined) {
    return `${who} to which nothing was delivered, the server ${isNow ? 'uses' : 'used'} ${core} of a core.`;
  }
  const each = quantityText(formatMicroseconds(server.cpuPerDeliveryUs));
  const late = quantityText(formatLatency(server.delayMs.p99));
  return `${who} an event ${isNow ? 'costs' : 'cost'} the server ${each} of CPU for each client that gets it: ${core} of a core, and an event loop that ${isNow ? 'is' : 'was'} late by ${late} at p99.`;
}

/** Of one transport, its clients; of several, how many they are. */
function kindsOf({ transports }: Swarm): string {
  const present = TRANSPORTS.filter((transport) => (transports[transport]?.wanted ?? 0) > 0);
  const [only] = present;
  return present.length === 1 && only ? `${inSentence(only)} clients` : `clients on ${present.length} transports`;
}

/** The first to bend; that none does; nothing while too little is known of any. */
function growthSummary({ growth }: Swarm): string[] {
  const known = growth.filter(({ exponent, bendsAt }) => exponent !== null || bendsAt !== null);
  if (known.length === 0) return [];
  const bent = known
    .filter(({ bendsAt }) => bendsAt !== null)
    .sort((one, other) => (one.bendsAt ?? 0) - (other.bendsAt ?? 0));
  const [first] = bent;
  if (!first) {
    const steepest = Math.max(...known.map(({ exponent }) => exponent ?? 0));
    return [
      `By the curves no transport’s cost bends: CPU grows with the number of clients to the power ${steepest.toFixed(2)} at most.`,
    ];
  }
  const names = bent.map(({ transport, bendsAt }) => `${inSentence(transport)} at ${formatExactly(bendsAt ?? 0)}`);
  return [`By the curves the cost bends with the number of clients: ${names.join(', ')}.`];
}

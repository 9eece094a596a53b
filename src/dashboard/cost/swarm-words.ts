import type { Swarm } from '../../protocol/swarm.ts';
import { TRANSPORTS } from '../../protocol/transports.ts';
import { formatExactly } from '../format.ts';
import { inSentence } from '../overview-words.ts';
import { asSentence } from './sentence.ts';
import { isRunning, type ToldSwarms } from './told-swarms.ts';

/** What the latest swarm is at, in words. */
export function stateWords(swarms: ToldSwarms | undefined): string {
  if (!swarms) return 'The server has not been asked yet.';
  const { latest } = swarms;
  if (!latest) return 'No swarm was started yet.';
  return isRunning(latest) ? `Swarm ${latest.number}: ${atWork(latest)}` : `Swarm ${latest.number} ${over(latest)}`;
}

function atWork(swarm: Swarm): string {
  const { wanted, started, connected } = totalsOf(swarm);
  switch (swarm.state) {
    case 'starting':
      return 'its process starts.';
    case 'ramping':
      return `${formatExactly(started)} of ${formatExactly(wanted)} clients were started.`;
    case 'holding':
      return `${formatExactly(connected)} of ${formatExactly(wanted)} clients are connected.`;
    case 'dropped':
      return `all were dropped at once; ${formatExactly(connected)} of ${formatExactly(wanted)} are back.`;
    case 'measuring':
      return swarm.step ? `measures ${stepWords(swarm.step)}.` : 'measures.';
    case 'stopping':
    case 'ended':
      return 'lets its clients go.';
  }
}

function over({ outcome, why }: Swarm): string {
  if (outcome === 'failed') return `failed. ${asSentence(why ?? 'The server does not say why')}`;
  return outcome === 'stopped' ? 'was stopped; its last figures stay.' : 'is over; its last figures stay.';
}

export function stepWords({ transport, clients }: NonNullable<Swarm['step']>): string {
  return `${formatExactly(clients)} ${inSentence(transport)} ${clients === 1 ? 'client' : 'clients'}`;
}

/** Whose figures a picture shows. */
export function clientsWords(swarm: Swarm | null): string {
  if (!swarm) return 'no swarm';
  const { plan, number, reader } = swarm;
  const { pollIntervalMs, holdSeconds } = plan;
  const clients =
    plan.kind === 'curve'
      ? `curves of ${plan.clients.map(formatExactly).join(', ')} clients`
      : `swarm of ${formatExactly(totalsOf(swarm).wanted)} clients`;
  return `${clients} (${number}), ${reader} reader, poll every ${pollIntervalMs}\u00a0ms, hold ${holdSeconds}\u00a0s`;
}

type Totals = { readonly wanted: number; readonly started: number; readonly connected: number };

export function totalsOf({ transports }: Swarm): Totals {
  const totals = { wanted: 0, started: 0, connected: 0 };
  for (const transport of TRANSPORTS) {
    const group = transports[transport];
    totals.wanted += group?.wanted ?? 0;
    totals.started += group?.started ?? 0;
    totals.connected += group?.connected ?? 0;
  }
  return totals;
}

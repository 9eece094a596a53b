import type { Herd } from '../../protocol/swarm.ts';
import { formatExactly, formatLatency, quantityText } from '../format.ts';
import type { ToldSwarms } from './told-swarms.ts';

/** What was seen of one return. */
export function returnWords({ dropped, returned, busiestAttempts, allBackAfterMs, loopDelayMaxMs }: Herd): string {
  const back =
    allBackAfterMs === null
      ? `${formatExactly(returned)} of ${formatExactly(dropped)} are back`
      : `all ${formatExactly(dropped)} were back after ${quantityText(formatLatency(allBackAfterMs))}`;
  return `${back}; at most ${formatExactly(busiestAttempts)} attempts within 100\u00a0ms; the event loop was late by up to ${quantityText(formatLatency(loopDelayMaxMs))}.`;
}

/** What jitter changed; undefined until both were seen to their end, with about as many clients. */
export function comparisonWords({ jittered, together }: ToldSwarms['herds']): string | undefined {
  if (!jittered || !together) return undefined;
  if (jittered.allBackAfterMs === null || together.allBackAfterMs === null) return undefined;
  if (Math.abs(jittered.dropped - together.dropped) > 0.1 * Math.max(jittered.dropped, together.dropped)) {
    return `The two are not to be compared: ${formatExactly(jittered.dropped)} clients were dropped with jitter and ${formatExactly(together.dropped)} without.`;
  }
  const late = (ms: number) => quantityText(formatLatency(ms));
  return [
    `Without jitter the busiest 100\u00a0ms had ${formatExactly(together.busiestAttempts)} attempts, with jitter ${formatExactly(jittered.busiestAttempts)}${ratio(together.busiestAttempts, jittered.busiestAttempts)}`,
    `all were back after ${late(together.allBackAfterMs)} without and ${late(jittered.allBackAfterMs)} with it`,
    `the event loop was late by up to ${late(together.loopDelayMaxMs)} and ${late(jittered.loopDelayMaxMs)}.`,
  ].join('; ');
}

function ratio(one: number, other: number): string {
  if (other === 0 || one === other) return '';
  const times = one / other;
  return times > 1 ? `: ${times.toFixed(1)} times as many` : '';
}

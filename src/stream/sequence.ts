import type { Arrivals } from '../protocol/experiment.ts';
import { createArrivals, type NextGap } from './arrivals.ts';
import { createPayloadText, cutPayload } from './payload.ts';
import { createRandom } from './random.ts';

/** All that a publisher's seed decides: which gaps and which payloads come one after the other. */
export type Sequence = {
  /** Starts the pattern anew, with the randomness that earlier patterns have left. */
  arrivals(arrivals: Arrivals): NextGap;
  nextPayload(payloadBytes: number): string;
};

/** Gaps and payloads are drawn independently: the payloads are the same under every pattern. */
export function createSequence(seed: number, text: string): Sequence {
  const gapRandom = createRandom(seed, 1);
  const payloadRandom = createRandom(seed, 2);
  return {
    arrivals: (arrivals) => createArrivals(arrivals, gapRandom),
    nextPayload: (payloadBytes) => cutPayload(text, payloadBytes, payloadRandom),
  };
}

/** The one text that all sequences cut their payloads out of. */
export function createSharedText(): string {
  return createPayloadText(createRandom(0));
}

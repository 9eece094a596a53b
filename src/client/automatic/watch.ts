import { formatCursor } from '../../protocol/cursor.ts';
import type { Platform } from '../platform.ts';
import { waitUntil } from '../timing.ts';
import { type Attempt, streamUrl, type TransportConfig, type TransportObserver } from '../transport.ts';
import { poll } from '../transports/poll.ts';
import type { Delivery } from './delivery.ts';
import type { Leg } from './leg.ts';
import type { AutomaticLimits } from './limits.ts';

export type Watch = Pick<Attempt, 'observer' | 'signal'> & {
  readonly leg: Leg;
  readonly delivery: Delivery;
  readonly firstProbeMs: number;
  /** The server answered and holds nothing back. */
  readonly cleared: () => void;
};

/**
 * Watches whether what is published comes through: a proxy that buffers, and a connection that is dead without a word,
 * both look like a quiet channel. So when a leg is silent, a short poll asks for what comes after the last event; its
 * events are thrown away, they only prove that the leg has some to bring. Short polls are the whole proof: the times
 * of events are the server's, and its clock need not be ours.
 *
 * @returns true once something is held back; false when the signal was aborted first.
 */
export async function watchForHeldBack(
  { leg, delivery, firstProbeMs, cleared, observer, signal }: Watch,
  config: TransportConfig,
  limits: AutomaticLimits,
  platform: Platform,
): Promise<boolean> {
  let silenceMs = firstProbeMs;
  while (!signal.aborted) {
    await waitUntil(() => leg.aliveAt() + silenceMs, signal, platform);
    if (signal.aborted) return false;
    const url = streamUrl(config, 'short-polling', { after: formatCursor(delivery.cursor()) });
    const sentAt = platform.now();
    // A kept-alive connection may be as dead as the leg's: the next probe opens another.
    const timeoutMs = Math.min(config.answerTimeoutMs, Math.max(limits.probeAfterMs, silenceMs));
    const probe = await poll({ url, timeoutMs, config, observer: probeObserver(observer), signal }, platform);
    if (signal.aborted) return false;
    if (probe.kind === 'polled') {
      const graceMs = Math.max(limits.graceMs, 2 * (platform.now() - sentAt));
      const answeredAt = platform.now();
      const isThere = () => delivery.covers(probe.cursor);
      await waitUntil(() => (isThere() ? answeredAt : answeredAt + graceMs), signal, platform);
      if (signal.aborted) return false;
      if (!isThere()) return true;
      cleared();
    }
    silenceMs = Math.min(limits.maxProbeAfterMs, Math.max(limits.probeAfterMs, 2 * silenceMs));
  }
  return false;
}

/** What a probe brings is thrown away. */
function probeObserver(observer: TransportObserver): TransportObserver {
  return {
    ...{ state() {}, event() {}, gap() {} },
    requestSent: (sentAt) => observer.requestSent(sentAt, 'short-polling'),
    requestAnswered: (answer) => observer.requestAnswered({ ...answer, by: 'short-polling' }),
  };
}

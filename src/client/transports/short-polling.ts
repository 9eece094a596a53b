import { formatCursor } from '../../protocol/cursor.ts';
import { waitUntil } from '../timing.ts';
import { ABORTED, type CreateTransport, streamUrl } from '../transport.ts';
import { poll } from './poll.ts';

/** Short polling: ask, wait, ask again. */
export const createShortPolling: CreateTransport = (config, platform) => ({
  async run({ cursor, observer, signal }) {
    if (!signal.aborted) observer.state('connecting');
    let after = cursor;
    while (!signal.aborted) {
      const url = streamUrl(config, 'short-polling', { after: formatCursor(after) });
      const outcome = await poll({ url, timeoutMs: config.answerTimeoutMs, config, observer, signal }, platform);
      if (outcome.kind !== 'polled') return outcome;
      after = outcome.cursor;
      if (outcome.more || signal.aborted) continue;

      observer.state('idle');
      const answeredAt = platform.now();
      await waitUntil(() => answeredAt + config.pollIntervalMs, signal, platform);
      if (!signal.aborted) observer.state('open');
    }
    return ABORTED;
  },
});

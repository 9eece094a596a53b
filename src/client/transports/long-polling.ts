import { formatCursor } from '../../protocol/cursor.ts';
import { ABORTED, type CreateTransport, streamUrl } from '../transport.ts';
import { poll } from './poll.ts';

/** Long polling: ask, and let the server answer when it has something; then ask again at once. */
export const createLongPolling: CreateTransport = (config, platform) => ({
  async run({ cursor, observer, signal }) {
    if (!signal.aborted) observer.state('connecting');
    let after = cursor;
    while (!signal.aborted) {
      const { holdSeconds } = config;
      const url = streamUrl(config, 'long-polling', { after: formatCursor(after), wait: `${holdSeconds}` });
      // The client must be the more patient one: if it gave up first, it would throw away the answer.
      // `patienceMs` can make it the less patient one, so that this can be seen.
      const timeoutMs = config.patienceMs ?? holdSeconds * 1_000 + config.answerTimeoutMs;
      const outcome = await poll({ url, timeoutMs, config, observer, signal }, platform);
      if (outcome.kind !== 'polled') return outcome;
      after = outcome.cursor;
      if (!signal.aborted) observer.state('held');
    }
    return ABORTED;
  },
});

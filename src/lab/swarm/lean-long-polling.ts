import { createPollReader } from './lean-poll.ts';
import { type LeanTransport, query } from './lean-transport.ts';

/**
 * Long polling. The first request of a connection is not held, so that its answer shows at once that the client is
 * connected, as Bayeux has it: https://docs.cometd.org/current/reference/#_bayeux (advice: timeout 0).
 */
export const leanLongPolling: LeanTransport = {
  kind: 'held',
  tellsWhereItStands: true,
  request: ({ after, holdSeconds, isFirst }) => ({
    target: `long-polling${query({ after, wait: isFirst ? 0 : holdSeconds })}`,
    fields: '',
  }),
  createReader: createPollReader,
};

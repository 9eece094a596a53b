import { createPollReader } from './lean-poll.ts';
import { type LeanTransport, query } from './lean-transport.ts';

/** Short polling. */
export const leanShortPolling: LeanTransport = {
  kind: 'interval',
  tellsWhereItStands: true,
  request: ({ after }) => ({ target: `short-polling${query({ after })}`, fields: '' }),
  createReader: createPollReader,
};

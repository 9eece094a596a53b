import type { LaneStatus, TransportState } from '../lab/messages.ts';
import type { Transport } from '../protocol/transports.ts';

/** `mark` is the shape in front of the words. */
export type StatusWords = { readonly mark: StatusMark; readonly words: string };
export type StatusMark = 'off' | 'waiting' | 'open' | 'retrying' | 'failed';

/** A lane's state as a person would say it. `serverNow` is the server's time, ms. */
export function statusWords(transport: Transport, status: LaneStatus, serverNow: number): StatusWords {
  switch (status.kind) {
    case 'off':
      return { mark: 'off', words: 'Off' };
    case 'running':
      return runningWords(transport, status.state);
    case 'retrying': {
      const seconds = Math.max(0, (status.retryAt - serverNow) / 1000).toFixed(1);
      return { mark: 'retrying', words: `Retrying in ${seconds} s (attempt ${status.attempt}): ${status.why}` };
    }
    case 'failed':
      return { mark: 'failed', words: `Failed: ${status.why}` };
  }
}

function runningWords(transport: Transport, state: TransportState): StatusWords {
  switch (state) {
    case 'connecting':
      return { mark: 'waiting', words: 'Connecting' };
    case 'open':
      return { mark: 'open', words: isPolling(transport) ? 'Request out' : 'Open' };
    case 'held':
      return { mark: 'open', words: 'Held by the server' };
    case 'idle':
      return { mark: 'waiting', words: 'Waiting for the next poll' };
    case 'reconnecting':
      return { mark: 'retrying', words: 'Reconnecting by itself' };
  }
}

function isPolling(transport: Transport): boolean {
  return transport === 'short-polling' || transport === 'long-polling';
}

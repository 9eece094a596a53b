import type { LaneSnapshot, LaneStatus, Negotiated, TransportState } from '../lab/messages.ts';
import type { LaneName } from '../protocol/lanes.ts';
import type { Circuit } from '../protocol/session-policy.ts';
import { TRANSPORT_LABELS } from '../protocol/transports.ts';

/**
 * A lane's state as a person would say it: "Retrying: attempt 3, next in", then the seconds until `countdownTo`, then
 * ", circuit closed: the connection was lost". `mark` is the shape in front of the words.
 */
export type StatusWords = {
  readonly mark: StatusMark;
  readonly words: string;
  readonly countdown?: { readonly to: number; readonly rest: string };
};
export type StatusMark = 'off' | 'waiting' | 'open' | 'retrying' | 'failed';

export function statusWords(lane: LaneName, { status, circuit, negotiated }: StatusLane): StatusWords {
  switch (status.kind) {
    case 'off':
      return { mark: 'off', words: 'Off' };
    case 'running':
      return withProbe(runningWords(isPolling(lane, negotiated), status.state), circuit);
    case 'retrying':
      return {
        mark: 'retrying',
        words: `Retrying: attempt ${status.attempt}, next in`,
        countdown: { to: status.retryAt, rest: `, circuit ${circuit}: ${status.why}` },
      };
    case 'failed':
      return {
        mark: 'failed',
        words: status.why.startsWith('gave up') ? `G${status.why.slice(1)}` : `Gave up: ${status.why}`,
      };
  }
}

type StatusLane = Pick<LaneSnapshot, 'status' | 'circuit' | 'negotiated'>;

/** What the automatic lane is on, since when, and why. `serverNow` is the server's time, ms. */
export function negotiatedWords({ transport, since, why }: Negotiated, status: LaneStatus, serverNow: number): string {
  if (status.kind !== 'running') return `last on ${TRANSPORT_LABELS[transport]}: ${why}`;
  return `on ${TRANSPORT_LABELS[transport]} since ${ageWords(serverNow - since)}: ${why}`;
}

/** As long ago as a person would say it; never below zero, for clocks match only so well. */
function ageWords(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 120) return `${seconds}\u00a0s`;
  return seconds < 7_200 ? `${Math.floor(seconds / 60)}\u00a0min` : `${Math.floor(seconds / 3_600)}\u00a0h`;
}

function withProbe(words: StatusWords, circuit: Circuit): StatusWords {
  return circuit === 'half-open' ? { ...words, words: `${words.words}, circuit half-open: this probe decides` } : words;
}

function runningWords(isPoll: boolean, state: TransportState): StatusWords {
  switch (state) {
    case 'connecting':
      return { mark: 'waiting', words: 'Connecting' };
    case 'open':
      return { mark: 'open', words: isPoll ? 'Request out' : 'Open' };
    case 'held':
      return { mark: 'open', words: 'Held by the server' };
    case 'idle':
      return { mark: 'waiting', words: 'Waiting for the next poll' };
    case 'reconnecting':
      return { mark: 'retrying', words: 'Reconnecting by itself' };
  }
}

function isPolling(lane: LaneName, negotiated: Negotiated | undefined): boolean {
  const on = negotiated?.transport ?? lane;
  return on === 'short-polling' || on === 'long-polling';
}

import type { LaneSnapshot, TransportState } from '../../lab/messages.ts';
import type { LaneName } from '../../protocol/lanes.ts';
import type { Transport } from '../../protocol/transports.ts';

/**
 * What a file of a lane does at the moment, in words; `snippet` is a text that only the line at work has. Without one
 * no line of the file is at work, or the page cannot know which.
 */
export type Work = { readonly words: string; readonly snippet?: string };

/** What each file of a lane does. */
export type LaneWork = { readonly automatic: Work; readonly client: Work; readonly server: Work };

type ByState = Readonly<Partial<Record<TransportState, Work>>>;

const POLLS: Work = { snippet: 'const outcome = await poll({', words: 'waits for the answer' };

/** The line of the client's file at work while the lane runs. */
export const CLIENT_WORK: Readonly<Record<Transport, ByState>> = {
  'short-polling': {
    connecting: POLLS,
    open: POLLS,
    idle: { snippet: 'await waitUntil(', words: 'waits for the next poll' },
  },
  'long-polling': {
    connecting: POLLS,
    held: { ...POLLS, words: 'waits for the answer, which the server holds back until there is an event' },
  },
  sse: {
    connecting: { snippet: 'platform.openEventSource(', words: 'waits for the stream to open' },
    open: { snippet: 'guard(({ data, lastEventId }) =>', words: 'listens; this runs for each event' },
    reconnecting: { snippet: 'reopening();', words: 'the browser’s EventSource connects again by itself' },
  },
  websocket: {
    connecting: { snippet: 'platform.openWebSocket(', words: 'waits for the handshake' },
    open: { snippet: 'guard(({ data }) =>', words: 'listens; this runs for each frame' },
  },
};

/** The line of the server's file, where the client's state tells it. */
export const SERVER_WORK: Readonly<Record<Transport, ByState>> = {
  'short-polling': { idle: { words: 'nothing to do for this lane between its polls' } },
  'long-polling': { held: { snippet: 'await log.wait(', words: 'holds the request until there is an event' } },
  sse: {
    open: { snippet: 'write(bytes: Buffer): void {', words: 'waits for events; this runs for each turn that has any' },
  },
  websocket: {
    open: { snippet: 'write(bytes: Buffer): void {', words: 'waits for events; this runs for each turn that has any' },
  },
};

/** The line that an event comes by: the time of its arrival is read before anything else is done. */
export const RECEIVES: Readonly<Partial<Record<Transport, string>>> = {
  sse: 'const receivedAt = platform.now();',
  websocket: 'const receivedAt = platform.now();',
};

/** The automatic lane stays on a transport until that is over. */
export const AUTOMATIC_STAYS: Work = {
  snippet: 'const outcome = await stay();',
  words: 'a transport is at work; waits until it ends, fails or a better one is found',
};

const ON_ITS_WAY: Work = { words: 'the client cannot tell whether the request has arrived' };
const BETWEEN_TRANSPORTS: Work = { words: 'whether it is this transport that is being tried is not told' };

/** `transport` is the one whose code is shown. */
export function atWork(lane: LaneName, transport: Transport, snapshot: Seen | undefined): LaneWork {
  const status = snapshot?.status ?? { kind: 'off' };
  switch (status.kind) {
    case 'off':
      return forAll('the lane is off');
    case 'retrying':
      return forAll('the session waits before the next attempt (src/client/session.ts)');
    case 'failed':
      return forAll('the session gave up (src/client/session.ts)');
    case 'running': {
      const { state } = status;
      const isBetween = lane === 'automatic' && (state === 'connecting' || state === 'reconnecting');
      return {
        automatic: AUTOMATIC_STAYS,
        client: isBetween ? BETWEEN_TRANSPORTS : (CLIENT_WORK[transport][state] ?? BETWEEN_TRANSPORTS),
        server: SERVER_WORK[transport][state] ?? ON_ITS_WAY,
      };
    }
  }
}

type Seen = Pick<LaneSnapshot, 'status'>;

function forAll(words: string): LaneWork {
  return { automatic: { words }, client: { words }, server: { words } };
}

/** The number of the line that has the text, from 1; undefined when none has. */
export function lineOf(text: string, snippet: string | undefined): number | undefined {
  const at = snippet === undefined ? -1 : text.indexOf(snippet);
  return at < 0 ? undefined : text.slice(0, at).split('\n').length;
}

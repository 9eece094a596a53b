import type { ByteKind } from '../../protocol/ledger.ts';

/** What each kind of byte is called, and what it is for. */
export const BYTE_KIND_WORDS: Record<ByteKind, { readonly label: string; readonly meaning: string }> = {
  setup: {
    label: 'Set-up',
    meaning: 'What opens a stream, once: the request and the head of its answer, and the WebSocket handshake.',
  },
  head: {
    label: 'Heads',
    meaning: 'Request lines, status lines and headers of polls: paid again with each request.',
  },
  framing: {
    label: 'Framing',
    meaning:
      'What stands around the events: chunk and frame headers, the fields of SSE, the envelope of a poll’s answer, close frames.',
  },
  heartbeat: {
    label: 'Heartbeats',
    meaning: 'What shows that a quiet stream is alive: SSE comments, pings and pongs.',
  },
  payload: { label: 'Payload', meaning: 'The events’ JSON: what the lane is for.' },
  other: { label: 'Errors', meaning: 'Answers that are errors.' },
};

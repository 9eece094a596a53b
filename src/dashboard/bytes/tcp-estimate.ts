import type { TransportAccount } from '../../protocol/ledger.ts';
import type { Transport } from '../../protocol/transports.ts';

/** IPv4 (RFC 791) and TCP (RFC 9293) without options, and TCP's timestamps (RFC 7323) padded to whole words. */
export const SEGMENT_HEADER_BYTES = 20 + 20 + 12;

/** What a segment carries of a message: an Ethernet frame's 1,500 bytes less those headers. */
export const SEGMENT_DATA_BYTES = 1_500 - SEGMENT_HEADER_BYTES;

/** SYN, SYN and ACK, ACK. */
const SEGMENTS_TO_OPEN = 3;

/** On the wire: a ping is an empty frame, a pong a masked one; an SSE comment is a chunk. */
const HEARTBEAT_BYTES = { sse: { up: 0, down: 8 }, websocket: { up: 6, down: 2 } } as const;

/**
 * Bytes of TCP and IP headers that a lane's traffic needed, estimated: nobody can count them at a socket. Every request,
 * answer, frame and heartbeat is taken for a message of its own, of the mean size of its sort. It takes a data segment
 * for each started 1,448 bytes, and is acknowledged once. Real stacks let acknowledgements ride on answers, and put
 * frames that are written together into one segment.
 */
export function estimateTcpIpBytes(transport: Transport, account: TransportAccount): number {
  const messages = transport === 'sse' || transport === 'websocket' ? stream(transport, account) : polls(account);
  const segments = messages.reduce((sum, { count, bytes }) => sum + segmentsOf(count, bytes), 0);
  return SEGMENT_HEADER_BYTES * (segments + SEGMENTS_TO_OPEN * account.connections);
}

/** `bytes` are those of all messages of a sort together. */
type Messages = { readonly count: number; readonly bytes: number };

function segmentsOf(count: number, bytes: number): number {
  return count === 0 ? 0 : count * (Math.max(1, Math.ceil(bytes / count / SEGMENT_DATA_BYTES)) + 1);
}

function polls({ requests, emptyResponses, bytesUp, downBy }: TransportAccount): Messages[] {
  const full = requests - emptyResponses;
  const headBytes = requests > 0 ? downBy.head / requests : 0;
  return [
    { count: requests, bytes: bytesUp },
    { count: emptyResponses, bytes: emptyResponses * headBytes },
    { count: full, bytes: full * headBytes + downBy.framing + downBy.payload },
  ];
}

function stream(transport: 'sse' | 'websocket', { requests, events, upBy, downBy }: TransportAccount): Messages[] {
  const heartbeat = HEARTBEAT_BYTES[transport];
  return [
    { count: requests, bytes: upBy.setup },
    { count: requests, bytes: downBy.setup },
    { count: events, bytes: downBy.framing + downBy.payload },
    { count: downBy.heartbeat / heartbeat.down, bytes: downBy.heartbeat },
    { count: heartbeat.up === 0 ? 0 : upBy.heartbeat / heartbeat.up, bytes: upBy.heartbeat },
  ];
}

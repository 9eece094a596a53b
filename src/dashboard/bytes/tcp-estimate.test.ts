import { describe, expect, it } from 'vitest';
import { accountWith, NO_BYTES } from '../test-fixtures.ts';
import { estimateTcpIpBytes } from './tcp-estimate.ts';

const SEGMENT = 52;

describe('estimateTcpIpBytes', () => {
  it('takes a segment and an acknowledgement for each request and answer, and three to open a connection', () => {
    const account = accountWith({
      ...{ requests: 10, emptyResponses: 4, connections: 1, events: 6, bytesUp: 4_500 },
      downBy: { ...NO_BYTES, head: 2_000, framing: 300, payload: 900 },
    });
    expect(estimateTcpIpBytes('short-polling', account)).toBe(SEGMENT * (10 * 2 + 10 * 2 + 3));
  });

  it('takes another segment for each 1,448 bytes that a message starts', () => {
    const full = (payload: number) =>
      accountWith({ requests: 1, bytesUp: 100, downBy: { ...NO_BYTES, head: 48, payload } });
    expect(estimateTcpIpBytes('long-polling', full(1_400))).toBe(SEGMENT * (2 + 2));
    expect(estimateTcpIpBytes('long-polling', full(1_401))).toBe(SEGMENT * (2 + 3));
  });

  it('takes each event of a stream for a frame, and heartbeats for messages too', () => {
    const account = accountWith({
      ...{ requests: 1, connections: 1, events: 100 },
      upBy: { ...NO_BYTES, setup: 500, heartbeat: 12 },
      downBy: { ...NO_BYTES, setup: 200, framing: 200, payload: 16_000, heartbeat: 4 },
    });
    expect(estimateTcpIpBytes('websocket', account)).toBe(SEGMENT * (2 + 2 + 200 + 4 + 4 + 3));
  });

  it('is nothing for a lane without traffic', () => {
    expect(estimateTcpIpBytes('sse', accountWith())).toBe(0);
  });
});

import { expect, it } from 'vitest';
import { storyRows } from './story-rows.ts';

it('tells each moment as ms after publication, and leaves out what is not known', () => {
  const written = { writtenAt: 1_171, request: 6, requestArrivedAt: 900, firstId: 58, lastId: 67 };
  const [polling, , sse, websocket] = storyRows({
    at: 1_000,
    lanes: { 'short-polling': { receivedAt: 1_173, written }, sse: { receivedAt: 1_001, written: undefined } },
  });
  expect(polling).toEqual({
    lane: 'short-polling',
    receivedMs: 173,
    written: { writtenMs: 171, transitMs: 2, request: 6, requestMs: -100, others: 9, firstId: 58, lastId: 67 },
  });
  expect(sse).toEqual({ lane: 'sse', receivedMs: 1, written: undefined });
  expect(websocket).toEqual({ lane: 'websocket', receivedMs: undefined, written: undefined });
});

import type { LaneName } from '../../protocol/lanes.ts';
import { formatExactly, formatLatency, quantityText } from '../format.ts';
import type { RowWrite, StoryRow } from './story-rows.ts';

/** What is said of one lane of a story, in a line. `on` is whether the lane runs. */
export function storyWords({ lane, receivedMs, written }: StoryRow, on: boolean): string {
  if (receivedMs === undefined) return on ? 'Not yet.' : 'This lane is off.';
  if (!written) return 'The server has not told when it wrote this event, or no longer knows.';
  return `${requestWords(lane, written)}; ${companyWords(written)}.`;
}

/** The request that carried the event: which one, and since when the server had it. */
export function requestWords(lane: LaneName, { request, requestMs }: RowWrite): string {
  const since = quantityText(formatLatency(Math.abs(requestMs)));
  const name = `Request ${formatExactly(request)}`;
  if (requestMs >= 0) return `${name} arrived ${since} after`;
  return `${name}, ${HOLDING[lane]} since ${since} before`;
}

/** What a server does with a request that was there before the event. */
const HOLDING: Record<LaneName, string> = {
  // It can still come between the arrival of a poll and its answer.
  'short-polling': 'being answered',
  'long-polling': 'held',
  sse: 'open',
  websocket: 'open',
  // Which transport it was on then is not told: "open" is true of all of them.
  automatic: 'open',
};

/** The events that were written together with it. */
export function companyWords({ others, firstId, lastId }: RowWrite): string {
  if (others === 0) return 'written alone';
  const plural = others === 1 ? 'other' : 'others';
  return `written together with ${formatExactly(others)} ${plural}, ${firstId}–${lastId}`;
}

import { describe, expect, it } from 'vitest';
import type { RowWrite, StoryRow } from './story-rows.ts';
import { storyWords } from './story-words.ts';

const ALONE: RowWrite = {
  writtenMs: 1,
  transitMs: 1,
  request: 12,
  requestMs: -1_200,
  others: 0,
  firstId: 41,
  lastId: 41,
};

const row = (lane: StoryRow['lane'], part: Partial<RowWrite>): StoryRow => ({
  lane,
  receivedMs: 2,
  written: { ...ALONE, ...part },
});

describe('storyWords', () => {
  it('names the request that was there before, and what the server did with it', () => {
    expect(storyWords(row('long-polling', {}), true)).toBe('Request 12, held since 1.20\u00a0s before; written alone.');
    expect(storyWords(row('websocket', {}), true)).toContain('open since 1.20\u00a0s before');
  });

  it('names the request that came later, and who shared its answer', () => {
    const polled = row('short-polling', { requestMs: 812, others: 8, firstId: 41, lastId: 49 });
    expect(storyWords(polled, true)).toBe(
      'Request 12 arrived 812\u00a0ms after; written together with 8 others, 41–49.',
    );
  });

  it('says what is missing', () => {
    const missing: StoryRow = { lane: 'sse', receivedMs: undefined, written: undefined };
    expect(storyWords(missing, true)).toBe('Not yet.');
    expect(storyWords(missing, false)).toBe('This lane is off.');
    expect(storyWords({ ...missing, receivedMs: 2 }, true)).toContain('has not told');
  });
});

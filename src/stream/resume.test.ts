import { describe, expect, test } from 'vitest';
import { type CursorRequest, formatCursor } from '../protocol/cursor.ts';
import { resume } from './resume.ts';

const FULL = { epoch: 'now', oldestId: 1, headId: 9 };
const EXPIRED = { epoch: 'now', oldestId: 5, headId: 9 };
const EMPTY = { epoch: 'now', oldestId: 1, headId: 0 };

describe('resume', () => {
  test.each([
    { what: 'no cursor is live from now', after: undefined, extent: EXPIRED, afterId: 9 },
    { what: 'no cursor on an empty log', after: undefined, extent: EMPTY, afterId: 0 },
    { what: 'a bare 0 is the oldest kept', after: { id: 0 }, extent: EXPIRED, afterId: 4 },
    { what: 'a bare 0 on an empty log', after: { id: 0 }, extent: EMPTY, afterId: 0 },
    { what: 'a bare id is in the present epoch', after: { id: 6 }, extent: EXPIRED, afterId: 6 },
    { what: 'just before the oldest kept', after: { epoch: 'now', id: 4 }, extent: EXPIRED, afterId: 4 },
    { what: 'the head', after: { epoch: 'now', id: 9 }, extent: EXPIRED, afterId: 9 },
    { what: 'the epoch and 0 with nothing expired', after: { epoch: 'now', id: 0 }, extent: FULL, afterId: 0 },
    { what: 'the epoch and 0 on an empty log', after: { epoch: 'now', id: 0 }, extent: EMPTY, afterId: 0 },
  ])('goes on without a gap after $afterId: $what', ({ after, extent, afterId }) => {
    expect(resume(after, extent)).toEqual({ afterId });
  });

  test.each<{ after: CursorRequest; extent: typeof FULL; gap: string }>([
    { after: { epoch: 'now', id: 3 }, extent: EXPIRED, gap: 'expired: after now-3, resumed at now-4' },
    { after: { id: 3 }, extent: EXPIRED, gap: 'expired: after now-3, resumed at now-4' },
    { after: { epoch: 'now', id: 0 }, extent: EXPIRED, gap: 'expired: after now-0, resumed at now-4' },
    { after: { epoch: 'old', id: 6 }, extent: EXPIRED, gap: 'epoch-changed: after old-6, resumed at now-4' },
    { after: { epoch: 'old', id: 0 }, extent: FULL, gap: 'epoch-changed: after old-0, resumed at now-0' },
    { after: { epoch: 'old', id: 3 }, extent: EMPTY, gap: 'epoch-changed: after old-3, resumed at now-0' },
    { after: { id: 10 }, extent: EXPIRED, gap: 'epoch-changed: after now-10, resumed at now-4' },
    { after: { epoch: 'now', id: 10 }, extent: FULL, gap: 'epoch-changed: after now-10, resumed at now-0' },
    { after: { id: 1 }, extent: EMPTY, gap: 'epoch-changed: after now-1, resumed at now-0' },
  ])('tells the gap $gap', ({ after, extent, gap: told }) => {
    const { afterId, gap } = resume(after, extent);
    expect(gap && `${gap.reason}: after ${formatCursor(gap.after)}, resumed at ${formatCursor(gap.resumedAt)}`).toBe(
      told,
    );
    expect(afterId).toBe(gap?.resumedAt.id);
  });
});

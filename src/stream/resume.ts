import type { Gap } from '../protocol/answer.ts';
import type { CursorRequest } from '../protocol/cursor.ts';

/** What a log holds: the events `oldestId` to `headId`, none when `oldestId` is `headId + 1`. */
export type Extent = { readonly epoch: string; readonly oldestId: number; readonly headId: number };

/**
 * Where delivery goes on for a reader that asks `after` a cursor, and the gap it has to be told first.
 * Whoever cannot go on where it was goes on from the oldest event kept.
 */
export function resume(
  after: CursorRequest | undefined,
  extent: Extent,
): { readonly afterId: number; readonly gap?: Gap } {
  const beforeOldest = extent.oldestId - 1;
  if (after === undefined) return { afterId: extent.headId };
  if (after.epoch === undefined && after.id === 0) return { afterId: beforeOldest };

  const asked = { epoch: after.epoch ?? extent.epoch, id: after.id };
  const reason = gapReason(asked, extent);
  if (reason === undefined) return { afterId: asked.id };
  return {
    afterId: beforeOldest,
    gap: { after: asked, resumedAt: { epoch: extent.epoch, id: beforeOldest }, reason },
  };
}

function gapReason(asked: Required<CursorRequest>, { epoch, oldestId, headId }: Extent): Gap['reason'] | undefined {
  // An id that was never given out here comes from an earlier life of the log, whatever epoch it names.
  if (asked.epoch !== epoch || asked.id > headId) return 'epoch-changed';
  if (asked.id < oldestId - 1) return 'expired';
  return undefined;
}

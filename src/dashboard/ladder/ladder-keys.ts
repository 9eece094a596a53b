import type { LaneName } from '../../protocol/lanes.ts';
import { nextSpan } from './ladder-view.ts';
import type { Stage } from './stage.ts';

export type KeyLike = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** What the keys do, in words. */
export const KEY_WORDS =
  'Keys: left and right scrub, with Shift by a whole picture; plus and minus zoom; comma and period, or Home and End, go to the previous and next event; Space pauses and goes back to live; Escape clears the selection.';

/** By so much of the picture. */
const SCRUB = 0.1;

/** Answers whether the key is one of the picture's: all others are left to the page. */
export function pressKey(
  stage: Stage,
  { key, shiftKey, ctrlKey, metaKey, altKey }: KeyLike,
  lanes: readonly LaneName[],
): boolean {
  if (ctrlKey || metaKey || altKey) return false;
  const { spanMs, view, selected } = stage.state();
  const byMs = spanMs * (shiftKey ? 1 : SCRUB);
  switch (key) {
    case 'ArrowLeft':
      stage.act({ kind: 'scrub', byMs: -byMs });
      return true;
    case 'ArrowRight':
      stage.act({ kind: 'scrub', byMs });
      return true;
    case '+':
    case '=':
      stage.zoom(nextSpan(spanMs, 'in'));
      return true;
    case '-':
      stage.zoom(nextSpan(spanMs, 'out'));
      return true;
    case ',':
    case 'Home':
      stage.step(-1, lanes);
      return true;
    case '.':
    case 'End':
      stage.step(1, lanes);
      return true;
    case ' ':
      stage.act({ kind: view.mode === 'live' ? 'pause' : 'live' });
      return true;
    case 'Escape':
      if (!selected) return false;
      stage.select(undefined);
      return true;
  }
  return false;
}

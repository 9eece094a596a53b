import { LANES, type LaneName } from '../../protocol/lanes.ts';

/** What a key asks for in presenter mode. */
export type Action =
  | { readonly kind: 'lane'; readonly lane: LaneName }
  | { readonly kind: 'reset' | 'pause' | 'cut' | 'outage' | 'help' | 'end' };

/** As much of a keyboard event as is looked at. */
export type KeyLike = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat' | 'isComposing' | 'defaultPrevented'
>;

/** Where the focus is: in a field every character is text; a control answers to the space bar itself. */
export type Place = 'field' | 'control' | 'page';

/**
 * Undefined for a key that is none of ours: somebody types, another part of the page took it, or it is held down.
 * Digits go by their place on the keyboard, because some layouts have them behind Shift.
 */
export function actionOf(key: KeyLike, place: Place): Action | undefined {
  if (key.ctrlKey || key.metaKey || key.altKey) return undefined;
  if (key.repeat || key.isComposing || key.defaultPrevented || place === 'field') return undefined;
  const lane = LANES[Number(/^(?:Digit|Numpad)([1-5])$/.exec(key.code)?.[1]) - 1];
  if (lane !== undefined) return { kind: 'lane', lane };
  switch (key.key.toLowerCase()) {
    case 'r':
      return { kind: 'reset' };
    case 'p':
      return { kind: 'pause' };
    case ' ':
      return place === 'control' ? undefined : { kind: 'pause' };
    case 'f':
      return { kind: key.shiftKey ? 'outage' : 'cut' };
    case '?':
      return { kind: 'help' };
    case 'escape':
      return { kind: 'end' };
  }
  return undefined;
}

type TargetLike = { closest(selectors: string): unknown };

const FIELDS =
  'textarea, select, [contenteditable]:not([contenteditable="false"]), input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"], [type="range"])';
const CONTROLS = 'a, button, input, summary, [tabindex]:not([tabindex="-1"])';

export function placeOf(target: TargetLike | undefined): Place {
  if (target?.closest(FIELDS)) return 'field';
  return target?.closest(CONTROLS) ? 'control' : 'page';
}

import { describe, expect, it } from 'vitest';
import { actionOf, type KeyLike, placeOf } from './keys.ts';

describe('actionOf', () => {
  it.each([
    [
      { key: '1', code: 'Digit1' },
      { kind: 'lane', lane: 'short-polling' },
    ],
    [
      { key: '5', code: 'Numpad5' },
      { kind: 'lane', lane: 'automatic' },
    ],
    [
      { key: '&', code: 'Digit1' },
      { kind: 'lane', lane: 'short-polling' },
    ],
    [{ key: 'r' }, { kind: 'reset' }],
    [{ key: 'P' }, { kind: 'pause' }],
    [{ key: ' ' }, { kind: 'pause' }],
    [{ key: 'f' }, { kind: 'cut' }],
    [{ key: 'F', shiftKey: true }, { kind: 'outage' }],
    [{ key: '?', shiftKey: true }, { kind: 'help' }],
    [{ key: 'Escape' }, { kind: 'end' }],
  ])('knows %j', (key, action) => expect(actionOf(keyWith(key), 'page')).toEqual(action));

  it.each([
    { key: '6', code: 'Digit6' },
    { key: 'x' },
    { key: 'r', ctrlKey: true },
    { key: 'r', metaKey: true },
    { key: 'f', altKey: true },
    { key: 'f', repeat: true },
    { key: ' ', defaultPrevented: true },
    { key: 'p', isComposing: true },
  ])('leaves %j alone', (key) => expect(actionOf(keyWith(key), 'page')).toBeUndefined());

  it('leaves every key to a field', () => {
    for (const key of ['1', 'r', ' ', '?', 'Escape']) expect(actionOf(keyWith({ key }), 'field')).toBeUndefined();
  });

  it('leaves the space bar to a control, and nothing else', () => {
    expect(actionOf(keyWith({ key: ' ' }), 'control')).toBeUndefined();
    expect(actionOf(keyWith({ key: 'p' }), 'control')).toEqual({ kind: 'pause' });
  });
});

describe('placeOf', () => {
  it('tells what is typed in from what is pressed', () => {
    expect(placeOf({ closest: (selectors) => selectors.startsWith('textarea') })).toBe('field');
    expect(placeOf({ closest: (selectors) => selectors.startsWith('a, button') })).toBe('control');
    expect(placeOf({ closest: () => null })).toBe('page');
    expect(placeOf(undefined)).toBe('page');
  });
});

function keyWith(part: Partial<KeyLike>): KeyLike {
  return {
    key: '',
    code: '',
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    repeat: false,
    isComposing: false,
    defaultPrevented: false,
    ...part,
  };
}

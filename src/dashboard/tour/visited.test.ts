import { describe, expect, it } from 'vitest';
import { isTourDone, keepTourDone } from './visited.ts';

describe('the tour', () => {
  it('is due on the first visit, and on no other', () => {
    const kept = new Map<string, string>();
    const storage = () => ({
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    });
    expect(isTourDone(storage)).toBe(false);
    keepTourDone(storage);
    expect(isTourDone(storage)).toBe(true);
  });

  it('is not forced on anybody where nothing can be kept', () => {
    const denied = () => {
      throw new Error('SecurityError');
    };
    expect(isTourDone(denied)).toBe(true);
    expect(() => keepTourDone(denied)).not.toThrow();
  });
});

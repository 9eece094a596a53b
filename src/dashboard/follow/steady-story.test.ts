import { describe, expect, it } from 'vitest';
import type { Story } from '../../lab/messages.ts';
import { READABLE_MS, steadyStory } from './steady-story.ts';

const story = (id: number, part: Partial<Story> = {}): Story => ({
  epoch: 'e',
  id,
  type: 'sample',
  at: id,
  text: '',
  lanes: {},
  ...part,
});

const shown = (id: number, since: number) => ({ story: story(id), since });

describe('steadyStory', () => {
  it('keeps the newest event until it could be read', () => {
    const first = shown(1, 0);
    expect(steadyStory(first, story(2), undefined, READABLE_MS - 1)).toBe(first);
    expect(steadyStory(first, story(3), undefined, READABLE_MS)).toEqual(shown(3, READABLE_MS));
  });

  it('tells at once what became of the event that is shown', () => {
    const grown = story(1, { lanes: { sse: { receivedAt: 5, written: undefined } } });
    expect(steadyStory(shown(1, 0), grown, undefined, 10)).toEqual({ story: grown, since: 0 });
  });

  it('shows at once the event that was asked for, and nothing when it is not known', () => {
    expect(steadyStory(shown(1, 0), story(2), 2, 10)).toEqual(shown(2, 10));
    expect(steadyStory(shown(1, 0), undefined, 2, 10)).toEqual({ story: undefined, since: 10 });
  });

  it('does not go back to a report from before the question', () => {
    const before = shown(1, 0);
    expect(steadyStory(before, story(9), 2, 10)).toBe(before);
  });

  it('changes nothing when nothing changed', () => {
    const before = shown(1, 0);
    expect(steadyStory(before, story(1), 1, 10)).toBe(before);
    expect(steadyStory(before, story(1), undefined, 9_999)).toBe(before);
  });
});

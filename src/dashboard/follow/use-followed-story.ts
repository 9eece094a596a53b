import { useLayoutEffect, useState } from 'react';
import type { Story } from '../../lab/messages.ts';
import { useServices } from '../services.tsx';
import { useFollows } from '../ui/quiet-when-far.tsx';
import { type ShownStory, steadyStory } from './steady-story.ts';

const NOTHING: ShownStory = { story: undefined, since: Number.NEGATIVE_INFINITY };

/** The story of the event that is followed, as often as it can be read. */
export function useFollowedStory(): Story | undefined {
  const { lab } = useServices();
  const [shown, setShown] = useState(NOTHING);
  const follows = useFollows();
  // Before it is drawn: who prints the page while this is far sees what is, and not what was.
  useLayoutEffect(() => {
    function update(): void {
      const { snapshot, followed } = lab.state();
      const now = performance.now();
      setShown((before) => steadyStory(before, snapshot?.story, followed, now));
    }
    update();
    return follows ? lab.subscribe(update) : undefined;
  }, [lab, follows]);
  return shown.story;
}

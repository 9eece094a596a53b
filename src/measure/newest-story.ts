import type { LaneName } from '../protocol/lanes.ts';
import type { Stories, Story } from './stories.ts';

/** Tells the story of one new event after the other, each until it has been told to its end. */
export type NewestStory = {
  /** `lanes` are those that run, and since when: what was published before, does not arrive on them. Server's time, ms. */
  tell(lanes: ReadonlyMap<LaneName, number>, now: number): Story | undefined;
};

/** How long a story that is whole can be read. */
const SHOWN_MS = 2_000;

/** Longer than the slowest poll: what has not come by then, comes no more. */
const MAX_WAIT_MS = 65_000;

/**
 * The event is chosen when it has arrived on any lane, and kept until it has on all. Choosing one that all lanes have
 * would mean the last of a poll's answer, which has waited least: a story too good to be true.
 */
export function createNewestStory(stories: Stories): NewestStory {
  let chosen: { readonly id: number; readonly since: number; wholeSince: number | undefined } | undefined;

  return {
    tell(lanes, now) {
      const story = chosen && stories.tell(chosen.id);
      if (chosen && story) {
        const isWhole = [...lanes].every(([lane, since]) => since > story.at || story.lanes[lane]?.written);
        if (isWhole) chosen.wholeSince ??= now;
        const isRead = chosen.wholeSince !== undefined && now - chosen.wholeSince >= SHOWN_MS;
        if (!isRead && now - chosen.since < MAX_WAIT_MS) return story;
      }
      const [newest] = stories.newest(1);
      if (!newest) return undefined;
      chosen = { id: newest.id, since: now, wholeSince: undefined };
      return stories.tell(newest.id);
    },
  };
}

import type { Story } from '../../lab/messages.ts';

/** What is shown, and since when on the page's clock, ms. */
export type ShownStory = {
  /** Undefined when there is none, or none that is known. */
  readonly story: Story | undefined;
  readonly since: number;
};

/** The newest event changes many times a second; nobody can read that. */
export const READABLE_MS = 2_000;

/**
 * What to show after what was shown: the same event's story as it grows, another event at once when it was asked for
 * by its id, and the newest one not sooner than it could be read.
 */
export function steadyStory(
  shown: ShownStory,
  story: Story | undefined,
  followed: number | undefined,
  now: number,
): ShownStory {
  if (isSame(shown.story, story)) return shown;
  if (isOther(shown.story, story)) {
    // A report that was on its way when another event was asked for still tells of the one before.
    const outdated = followed !== undefined && story !== undefined && story.id !== followed;
    const tooSoon = followed === undefined && now - shown.since < READABLE_MS;
    if (outdated || tooSoon) return shown;
    return { story, since: now };
  }
  return { story, since: shown.since };
}

function isOther(shown: Story | undefined, story: Story | undefined): boolean {
  return shown !== undefined && (shown.id !== story?.id || shown.epoch !== story.epoch);
}

/** Stories are copied with each report; most of them tell what they told before. */
function isSame(shown: Story | undefined, story: Story | undefined): boolean {
  return shown === story || JSON.stringify(shown) === JSON.stringify(story);
}

import type { Write } from '../protocol/journal.ts';
import type { LaneName } from '../protocol/lanes.ts';

/** What became of one event on one lane. Times are the server's, ms. */
export type StoryLane = {
  readonly receivedAt: number;
  /** Undefined while the server has not told, or no longer knows. */
  readonly written: StoryWrite | undefined;
};

export type StoryWrite = {
  readonly writtenAt: number;
  /** Which of the lane's requests carried it, counted from 1, and when that arrived at the server. */
  readonly request: number;
  readonly requestArrivedAt: number;
  /** The events that were written together with it, itself included. */
  readonly firstId: number;
  readonly lastId: number;
};

/** One event's way over all lanes. A lane is missing where the event has not arrived (yet). */
export type Story = {
  readonly epoch: string;
  readonly id: number;
  readonly type: string;
  /** Published, server's time, ms. */
  readonly at: number;
  /** The beginning of its data, as text. */
  readonly text: string;
  readonly lanes: Readonly<Partial<Record<LaneName, StoryLane>>>;
};

export type Stories = {
  received(lane: LaneName, event: StoryEvent, receivedAt: number): void;
  written(lane: LaneName, write: Write): void;
  /** The story of an event; undefined when it is not known (any more). */
  tell(id: number): Story | undefined;
  /** The newest events, newest first. */
  newest(count: number): readonly Story[];
};

export type StoryEvent = Pick<Story, 'epoch' | 'id' | 'type' | 'at' | 'text'>;

/** Events, and writes of a lane, that are remembered: at 1,000 a second, of the last four seconds. */
const MAX_STORIES = 4_096;

/** Remembers what became of the latest events on all lanes. Bounded: the oldest are forgotten. */
export function createStories(): Stories {
  const stories = new Map<string, Story>();
  const writes = new Map<LaneName, Write[]>();

  return {
    received(lane, event, receivedAt) {
      const key = `${event.epoch}-${event.id}`;
      const known = stories.get(key);
      // What a duplicate brings is nothing new, and what was forgotten stays so.
      if (known ? known.lanes[lane] : isForgotten(event)) return;
      const arrived: StoryLane = { receivedAt, written: undefined };
      stories.set(key, { ...(known ?? event), lanes: { ...known?.lanes, [lane]: arrived } });
      if (stories.size > MAX_STORIES) stories.delete(stories.keys().next().value as string);
    },
    written(lane, write) {
      const told = writes.get(lane) ?? [];
      told.push(write);
      writes.set(lane, told.length < 2 * MAX_STORIES ? told : told.slice(-MAX_STORIES));
    },
    tell(id) {
      let known: Story | undefined;
      // Of two epochs with the same id the newer one is meant.
      for (const story of stories.values()) if (story.id === id) known = story;
      return complete(known);
    },
    newest: (count) => [...stories.values()].slice(-count).reverse(),
  };

  function isForgotten({ epoch, id }: StoryEvent): boolean {
    if (stories.size < MAX_STORIES) return false;
    const oldest = stories.values().next().value;
    return oldest?.epoch === epoch && id < oldest.id;
  }

  /** With when it was written to each lane, as far as the server has told. */
  function complete(story: Story | undefined): Story | undefined {
    if (!story) return undefined;
    const lanes = Object.entries(story.lanes).map(([lane, arrived]) => {
      const write = findWrite(lane as LaneName, story);
      return [lane, { ...arrived, written: write && toStoryWrite(write) }];
    });
    return { ...story, lanes: Object.fromEntries(lanes) };
  }

  function findWrite(lane: LaneName, { epoch, id }: Story): Write | undefined {
    const isIts = (write: Write) => write.epoch === epoch && write.firstId <= id && id <= write.lastId;
    return writes.get(lane)?.findLast(isIts);
  }
}

function toStoryWrite({ writtenAt, request, arrivedAt, firstId, lastId }: Write): StoryWrite {
  return { writtenAt, request, requestArrivedAt: arrivedAt, firstId, lastId };
}

import type { Write } from '../protocol/exchange.ts';
import type { Transport } from '../protocol/transports.ts';

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
  readonly lanes: Readonly<Partial<Record<Transport, StoryLane>>>;
};

export type Stories = {
  received(transport: Transport, event: StoryEvent, receivedAt: number): void;
  /** The server told when events were written. Answers each that had arrived already. */
  written(write: Write): readonly WrittenEvent[];
  /** The story of an event, or of the newest one that every lane in `lanes` has; undefined when it is not known. */
  tell(id: number | undefined, lanes: readonly Transport[]): Story | undefined;
  /** The newest events, newest first. */
  newest(count: number): readonly Story[];
};

export type StoryEvent = Pick<Story, 'epoch' | 'id' | 'type' | 'at' | 'text'>;

export type WrittenEvent = { readonly at: number; readonly writtenAt: number; readonly receivedAt: number };

/** Events that are remembered: at 1,000 a second, four seconds, which is longer than the server takes to tell. */
const MAX_STORIES = 4_096;

/** Remembers what became of the latest events on all lanes. Bounded: the oldest are forgotten. */
export function createStories(): Stories {
  const stories = new Map<string, Story>();
  const keyOf = (epoch: string, id: number) => `${epoch}-${id}`;

  return {
    received(transport, event, receivedAt) {
      const key = keyOf(event.epoch, event.id);
      const known = stories.get(key);
      // What a duplicate brings is nothing new.
      if (known?.lanes[transport]) return;
      const lane: StoryLane = { receivedAt, written: undefined };
      stories.set(key, { ...(known ?? event), lanes: { ...known?.lanes, [transport]: lane } });
      if (stories.size > MAX_STORIES) stories.delete(stories.keys().next().value as string);
    },
    written({ transport, epoch, firstId, lastId, request, arrivedAt, writtenAt }) {
      const written = { writtenAt, request, requestArrivedAt: arrivedAt, firstId, lastId };
      const arrived: WrittenEvent[] = [];
      for (let id = Math.max(firstId, lastId - MAX_STORIES); id <= lastId; id += 1) {
        const story = stories.get(keyOf(epoch, id));
        const lane = story?.lanes[transport];
        if (!story || !lane || lane.written) continue;
        stories.set(keyOf(epoch, id), { ...story, lanes: { ...story.lanes, [transport]: { ...lane, written } } });
        arrived.push({ at: story.at, writtenAt, receivedAt: lane.receivedAt });
      }
      return arrived;
    },
    tell(id, lanes) {
      const newestFirst = [...stories.values()].reverse();
      if (id !== undefined) return newestFirst.find((story) => story.id === id);
      const isWhole = (story: Story) => lanes.every((transport) => story.lanes[transport]?.written);
      return newestFirst.find(isWhole) ?? newestFirst[0];
    },
    newest: (count) => [...stories.values()].slice(-count).reverse(),
  };
}

/** How much of an event's data a story keeps. */
export const MAX_STORY_TEXT = 60;

import { describe, expect, test } from 'vitest';
import type { LaneName } from '../protocol/lanes.ts';
import { createNewestStory } from './newest-story.ts';
import { createStories, type StoryEvent } from './stories.ts';

const event = (id: number): StoryEvent => ({ epoch: 'e', id, type: 'sample', at: id * 10, text: `text ${id}` });
const write = (firstId: number, lastId = firstId) => ({
  ...({ transport: 'sse', request: 1, epoch: 'e', firstId, lastId } as const),
  ...{ arrivedAt: 0, writtenAt: lastId * 10 + 1 },
});

describe('stories', () => {
  test('put together when an event was published, written and received, and what it was written with', () => {
    const stories = createStories();
    stories.received('sse', event(1), 15);
    // Told before or after the event has arrived.
    stories.written('sse', write(1, 2));
    stories.received('sse', event(2), 25);
    const written = { writtenAt: 21, request: 1, requestArrivedAt: 0, firstId: 1, lastId: 2 };
    expect(stories.tell(1)).toEqual({ ...event(1), lanes: { sse: { receivedAt: 15, written } } });
    expect(stories.tell(2)).toEqual({ ...event(2), lanes: { sse: { receivedAt: 25, written } } });
  });

  test('do not count a duplicate', () => {
    const stories = createStories();
    stories.received('sse', event(1), 15);
    stories.received('sse', event(1), 99);
    expect(stories.tell(1)?.lanes.sse?.receivedAt).toBe(15);
  });

  test('forget the oldest, for good', () => {
    const stories = createStories();
    for (let id = 1; id <= 5_000; id += 1) stories.received('sse', event(id), id);
    expect(stories.tell(1)).toBeUndefined();
    stories.received('websocket', event(1), 9_999);
    expect(stories.tell(1)).toBeUndefined();
    expect(stories.newest(2).map(({ id }) => id)).toEqual([5_000, 4_999]);
    expect(stories.tell(5_000)?.id).toBe(5_000);
  });
});

describe('the newest story', () => {
  const running = (...lanes: LaneName[]) => new Map(lanes.map((lane) => [lane, 0]));

  test('is of an event that any lane has, until every lane has it and it could be read', () => {
    const stories = createStories();
    const newest = createNewestStory(stories);
    expect(newest.tell(running('sse'), 0)).toBeUndefined();
    stories.received('sse', event(1), 15);
    expect(newest.tell(running('sse', 'websocket'), 100)?.id).toBe(1);
    for (const id of [2, 3]) stories.received('sse', event(id), id * 10 + 5);
    expect(newest.tell(running('sse', 'websocket'), 9_000)?.id).toBe(1);
    stories.received('websocket', event(1), 9_000);
    stories.written('sse', write(1));
    stories.written('websocket', write(1));
    expect(newest.tell(running('sse', 'websocket'), 9_100)?.lanes.websocket?.written).toBeDefined();
    expect(newest.tell(running('sse', 'websocket'), 11_000)?.id).toBe(1);
    expect(newest.tell(running('sse', 'websocket'), 11_100)?.id).toBe(3);
  });

  test('does not wait for a lane that was started after the event was published', () => {
    const stories = createStories();
    const newest = createNewestStory(stories);
    stories.received('sse', event(1), 15);
    stories.written('sse', write(1));
    const lanes = running('sse').set('automatic', 11);
    expect(newest.tell(lanes, 20)?.id).toBe(1);
    stories.received('sse', event(2), 25);
    stories.written('sse', write(2));
    newest.tell(lanes, 30);
    expect(newest.tell(lanes, 2_030)?.id).toBe(2);
    // This one has to arrive on both.
    newest.tell(lanes, 2_040);
    stories.received('sse', event(3), 35);
    expect(newest.tell(lanes, 5_000)?.id).toBe(2);
  });

  test('does not wait for ever for a lane on which the event does not come', () => {
    const stories = createStories();
    const newest = createNewestStory(stories);
    stories.received('sse', event(1), 15);
    newest.tell(running('sse', 'websocket'), 0);
    stories.received('sse', event(2), 25);
    expect(newest.tell(running('sse', 'websocket'), 64_000)?.id).toBe(1);
    expect(newest.tell(running('sse', 'websocket'), 65_000)?.id).toBe(2);
  });
});

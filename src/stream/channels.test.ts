import { expect, test } from 'vitest';
import { createChannels } from './channels.ts';
import { createMemoryLog } from './memory-log.ts';

function openChannels(maxChannels: number) {
  const opened: string[] = [];
  const openLog = (channel: string) => {
    opened.push(channel);
    return createMemoryLog({ epoch: channel, now: () => 0, maxEvents: 10, maxBytes: 1_000 });
  };
  return { opened, channels: createChannels({ openLog, maxChannels }) };
}

test('a channel is opened on first use, once', () => {
  const { opened, channels } = openChannels(2);
  expect(opened).toEqual([]);
  const main = channels.get('main');
  expect(channels.get('other')).not.toBe(main);
  expect(channels.get('main')).toBe(main);
  expect(opened).toEqual(['main', 'other']);
});

test('past the limit no channel is opened while those that are open are in use', async () => {
  const { opened, channels } = openChannels(2);
  const main = channels.get('main');
  await main.append({ type: 'message', data: 1 });
  const awaited = channels.get('awaited');
  const end = new AbortController();
  const waiting = awaited.wait({ epoch: 'awaited', id: 0 }, end.signal).catch(() => {});
  expect(() => channels.get('other')).toThrow(
    expect.objectContaining({ name: 'TooManyChannelsError', maxChannels: 2 }),
  );
  expect(channels.get('main')).toBe(main);
  end.abort();
  await waiting;
  // Nobody waits any more, and nothing was ever published there.
  channels.get('other');
  expect(channels.get('main')).toBe(main);
  expect(opened).toEqual(['main', 'awaited', 'other']);
});

test('the permanent channel is open from the start, and keeps its place unused', () => {
  const opened: string[] = [];
  const openLog = (channel: string) => {
    opened.push(channel);
    return createMemoryLog({ epoch: channel, now: () => 0, maxEvents: 10, maxBytes: 1_000 });
  };
  const channels = createChannels({ openLog, maxChannels: 2, permanent: 'main' });
  for (const channel of ['a', 'b', 'c', 'main']) channels.get(channel);
  expect(opened).toEqual(['main', 'a', 'b', 'c']);
});

test('a log that cannot be opened takes no place', () => {
  let broken = true;
  const channels = createChannels({
    maxChannels: 1,
    openLog() {
      if (broken) throw new Error('the store is away');
      return createMemoryLog({ epoch: 'e', now: () => 0, maxEvents: 1, maxBytes: 1 });
    },
  });
  expect(() => channels.get('main')).toThrow('the store is away');
  broken = false;
  expect(channels.get('other')).toBeDefined();
});

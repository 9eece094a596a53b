import { expect, test } from 'vitest';
import { createChannels, TooManyChannelsError } from './channels.ts';
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

test('past the limit no channel is opened, and those that are stay', () => {
  const { opened, channels } = openChannels(1);
  const main = channels.get('main');
  expect(() => channels.get('other')).toThrow(TooManyChannelsError);
  expect(() => channels.get('other')).toThrow(
    expect.objectContaining({ name: 'TooManyChannelsError', maxChannels: 1 }),
  );
  expect(channels.get('main')).toBe(main);
  expect(opened).toEqual(['main']);
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

import type { EventLog } from './event-log.ts';

export type Channels = {
  /** The channel's log, opened on first use. Throws {@link TooManyChannelsError}. */
  get(channel: string): EventLog;
};

export type ChannelsOptions = {
  openLog(channel: string): EventLog;
  /** A channel comes to be when a client names it, so without a bound a client could fill the memory. */
  readonly maxChannels: number;
};

export function createChannels({ openLog, maxChannels }: ChannelsOptions): Channels {
  const logs = new Map<string, EventLog>();

  return {
    get(channel) {
      const open = logs.get(channel);
      if (open) return open;
      if (logs.size >= maxChannels) throw new TooManyChannelsError(maxChannels);
      const log = openLog(channel);
      logs.set(channel, log);
      return log;
    },
  };
}

export class TooManyChannelsError extends Error {
  override readonly name = 'TooManyChannelsError';
  readonly maxChannels: number;

  constructor(maxChannels: number) {
    super(`no further channel can be opened: there are ${maxChannels} already`);
    this.maxChannels = maxChannels;
  }
}

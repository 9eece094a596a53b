import type { EventLog } from './event-log.ts';

export type Channels = {
  /**
   * The channel's log, opened on first use; where there are too many, in place of one that nobody uses. Throws
   * {@link TooManyChannelsError} when all are in use.
   */
  get(channel: string): EventLog;
  /** Forgets all logs: each channel begins anew, under another epoch. */
  restart(): void;
};

export type ChannelsOptions = {
  openLog(channel: string): EventLog;
  /** A channel comes to be when a client names it, so without a bound a client could fill the memory. */
  readonly maxChannels: number;
  /** Open from the start, and never closed. */
  readonly permanent?: string;
};

export function createChannels({ openLog, maxChannels, permanent }: ChannelsOptions): Channels {
  const logs = new Map<string, EventLog>();
  openPermanent();

  return {
    get(channel) {
      const open = logs.get(channel);
      if (open) return open;
      if (logs.size >= maxChannels && !closeUnused()) throw new TooManyChannelsError(maxChannels);
      const log = openLog(channel);
      logs.set(channel, log);
      return log;
    },
    restart() {
      logs.clear();
      openPermanent();
    },
  };

  function openPermanent(): void {
    if (permanent !== undefined) logs.set(permanent, openLog(permanent));
  }

  function closeUnused(): boolean {
    const [unused] = [...logs].find(([channel, log]) => channel !== permanent && log.isUnused()) ?? [];
    return unused !== undefined && logs.delete(unused);
  }
}

export class TooManyChannelsError extends Error {
  override readonly name = 'TooManyChannelsError';
  readonly maxChannels: number;

  constructor(maxChannels: number) {
    super(`no further channel can be opened: there are ${maxChannels} already`);
    this.maxChannels = maxChannels;
  }
}

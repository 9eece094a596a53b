import type { Platform } from '../client/platform.ts';
import { DEFAULT_TRANSPORT_CONFIG, type TransportConfig } from '../client/transport.ts';
import { CLIENT_TRANSPORTS } from '../client/transports/index.ts';
import { createNewestStory } from '../measure/newest-story.ts';
import { createStories } from '../measure/stories.ts';
import { createValidity, type Validity } from '../measure/validity.ts';
import type { CursorRequest } from '../protocol/cursor.ts';
import { LAB_CHANNEL } from '../protocol/event.ts';
import type { Write } from '../protocol/exchange.ts';
import { forEachTransport, TRANSPORTS, type Transport } from '../protocol/transports.ts';
import { createLane, type Locate } from './lane.ts';
import type { FullRecording, LaneSettings, Snapshot } from './messages.ts';

/** One experiment from reset to reset: its lanes, and what is known of the events and of its validity. */
export type LabRun = {
  /** Names its traffic in the server's ledger. */
  readonly client: string;
  readonly validity: Validity;
  switchLane(transport: Transport, on: boolean): void;
  written(writes: readonly Write[]): void;
  snapshot(serverNow: number, followed: number | undefined): Omit<Snapshot, 'clock'>;
  recordings(serverNow: number): Record<Transport, FullRecording>;
  end(): void;
};

type Needs = {
  readonly client: string;
  readonly baseUrl: string;
  readonly platform: Platform;
  readonly on: Readonly<Record<Transport, boolean>>;
  /** Read when it is needed, so a change takes effect while lanes run. */
  settings(): LaneSettings;
  locate(client: string, signal: AbortSignal): Promise<CursorRequest | undefined>;
  serverNow(): number;
  toServerTime(clientTime: number): number;
};

const FOLLOWABLE = 10;

export function startRun({ client, baseUrl, platform, on, settings, ...needs }: Needs): LabRun {
  const stories = createStories();
  const newest = createNewestStory(stories);
  const validity = createValidity();
  const over = new AbortController();
  const config = createConfig();
  const lanes = forEachTransport((transport) =>
    createLane({
      create: CLIENT_TRANSPORTS[transport],
      config,
      platform,
      toServerTime: needs.toServerTime,
      tell: (event, arrivedAt) => stories.received(transport, event, arrivedAt),
    }),
  );
  let startedAt: number | undefined;

  // All lanes of a run start after the same event, so that they are measured on the same ones.
  const start = needs.locate(client, over.signal);
  start.then(() => {
    startedAt = needs.serverNow();
  });
  for (const transport of TRANSPORTS) if (on[transport]) lanes[transport].start(() => start);

  return {
    client,
    validity,
    switchLane(transport, isOn) {
      const locateNow: Locate = (signal) => needs.locate(client, signal);
      if (isOn) lanes[transport].start(locateNow);
      else lanes[transport].stop();
    },
    written(writes) {
      for (const write of writes) stories.written(write);
      for (const transport of TRANSPORTS) {
        lanes[transport].written(writes.filter((write) => write.transport === transport));
      }
    },
    snapshot(serverNow, followed) {
      const running = forEachTransport((transport) => lanes[transport].snapshot(serverNow));
      const lanesOn = TRANSPORTS.filter((transport) => running[transport].on);
      return {
        run: { client, startedAt },
        lanes: running,
        marks: validity.marks(),
        story: followed === undefined ? newest.tell(lanesOn, serverNow) : stories.tell(followed),
        followable: stories.newest(FOLLOWABLE).map(({ id, type, text }) => ({ id, type, text })),
      };
    },
    recordings: (serverNow) => forEachTransport((transport) => lanes[transport].recording(serverNow)),
    end() {
      over.abort();
      for (const transport of TRANSPORTS) lanes[transport].stop();
    },
  };

  function createConfig(): TransportConfig {
    return {
      ...DEFAULT_TRANSPORT_CONFIG,
      baseUrl,
      channel: LAB_CHANNEL,
      client,
      get pollIntervalMs() {
        return settings().pollIntervalMs;
      },
      get holdSeconds() {
        return settings().holdSeconds;
      },
    };
  }
}

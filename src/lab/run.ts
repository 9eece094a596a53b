import type { Platform } from '../client/platform.ts';
import type { ClientTransport } from '../client/transport.ts';
import { CLIENT_TRANSPORTS } from '../client/transports/index.ts';
import { createFaultAccounts } from '../measure/fault-costs.ts';
import { createNewestStory } from '../measure/newest-story.ts';
import { createStories } from '../measure/stories.ts';
import { createTrace, type Trace } from '../measure/trace.ts';
import { createValidity, type Validity } from '../measure/validity.ts';
import type { CursorRequest } from '../protocol/cursor.ts';
import type { Fault } from '../protocol/faults.ts';
import type { Journal } from '../protocol/journal.ts';
import { clientOfLane, forEachLane, LANES, type LaneName } from '../protocol/lanes.ts';
import { createLane, type Locate, type TellNegotiated } from './lane.ts';
import { laneConfig, livePolicy } from './lane-config.ts';
import type { FullRecording, LaneSettings, Snapshot } from './messages.ts';

/** One experiment from reset to reset: its lanes, and what is known of the events, the faults and its validity. */
export type LabRun = {
  /** Names its traffic in the server's ledger. */
  readonly client: string;
  readonly validity: Validity;
  readonly trace: Trace;
  switchLane(lane: LaneName, on: boolean): void;
  /** By which names the server knows what it wrote to the lanes of this run. */
  clients(): readonly string[];
  /** What the server did for this client, up to when it was asked, server's time, ms. */
  journal(client: string, told: Pick<Journal, 'entries'>, askedAt: number): void;
  /** Faults that happened before this run began are none of its own. */
  learn(faults: readonly Fault[]): void;
  snapshot(serverNow: number, followed: number | undefined): Omit<Snapshot, 'clock'>;
  recordings(serverNow: number): Record<LaneName, FullRecording>;
  end(): void;
};

type Needs = {
  readonly client: string;
  readonly baseUrl: string;
  readonly platform: Platform;
  readonly on: Readonly<Record<LaneName, boolean>>;
  /** Read when it is needed, so a change takes effect while lanes run. */
  settings(): LaneSettings;
  automatic(tell: TellNegotiated): ClientTransport;
  locate(client: string, signal: AbortSignal): Promise<CursorRequest | undefined>;
  serverNow(): number;
  toServerTime(clientTime: number): number;
  /** How well the server's time is known, ms. */
  uncertaintyMs(): number;
};

const FOLLOWABLE = 10;

/** Some browsers round their clock to a millisecond, on either end of what is compared. */
const CLOCK_STEP_MS = 2;

export function startRun({ client, baseUrl, platform, on, settings, ...needs }: Needs): LabRun {
  const stories = createStories();
  const newest = createNewestStory(stories);
  const validity = createValidity();
  const trace = createTrace(client);
  const over = new AbortController();
  const config = laneConfig({ baseUrl, client: () => client, settings });
  const policy = livePolicy(settings);
  const lanes = forEachLane((lane) =>
    createLane({
      create: lane === 'automatic' ? needs.automatic : () => CLIENT_TRANSPORTS[lane](config, platform),
      policy,
      platform,
      toServerTime: needs.toServerTime,
      trace: trace.lane(lane),
      tell: (event, arrivedAt) => stories.received(lane, event, arrivedAt),
    }),
  );
  const faults = createFaultAccounts(forEachLane((lane) => lanes[lane].history));
  const used = new Set(LANES.filter((lane) => on[lane]));
  let startedAt: number | undefined;

  // All lanes of a run start after the same event, so that they are measured on the same ones.
  const start = locateAll();
  start.then(() => {
    startedAt = needs.serverNow();
  });
  for (const lane of used) lanes[lane].start(() => start);

  return {
    client,
    validity,
    trace,
    switchLane(lane, isOn) {
      const locateNow: Locate = (signal) => needs.locate(clientOfLane(client, lane), signal);
      if (isOn) used.add(lane);
      if (isOn) lanes[lane].start(locateNow);
      else lanes[lane].stop();
    },
    clients,
    journal(name, told, askedAt) {
      const writes = told.entries.filter((entry) => entry.kind === 'events');
      for (const lane of LANES) {
        if (name !== clientOfLane(client, lane)) continue;
        const written = writes.filter(({ transport }) => lane === 'automatic' || lane === transport);
        for (const write of written) stories.written(lane, write);
        lanes[lane].written(written, askedAt);
      }
      const source = name === client ? 'lanes' : 'automatic';
      trace.journal(source, told, askedAt, needs.uncertaintyMs() + CLOCK_STEP_MS);
    },
    learn(told) {
      for (const fault of told) if (startedAt !== undefined && fault.at >= startedAt) faults.learn(fault);
    },
    snapshot(serverNow, followed) {
      const running = forEachLane((lane) => lanes[lane].snapshot(serverNow));
      const since = LANES.map((lane) => [lane, lanes[lane].runsSince()] as const);
      const lanesOn = new Map(since.flatMap(([lane, at]) => (at === undefined ? [] : [[lane, at]])));
      return {
        run: { client, startedAt },
        lanes: running,
        faults: faults.read(),
        marks: validity.marks(),
        story: followed === undefined ? newest.tell(lanesOn, serverNow) : stories.tell(followed),
        followable: stories.newest(FOLLOWABLE).map(({ id, type, text }) => ({ id, type, text })),
      };
    },
    recordings: (serverNow) => forEachLane((lane) => lanes[lane].recording(serverNow)),
    end() {
      over.abort();
      for (const lane of LANES) lanes[lane].stop();
    },
  };

  function clients(): readonly string[] {
    return [...new Set([client, ...[...used].map((lane) => clientOfLane(client, lane))])];
  }

  async function locateAll(): Promise<CursorRequest | undefined> {
    let cursor: CursorRequest | undefined;
    for (const name of clients()) cursor = await needs.locate(name, over.signal);
    return cursor;
  }
}

import type { Platform } from '../client/platform.ts';
import { sleep } from '../client/timing.ts';
import { DEFAULT_TRANSPORT_CONFIG, type TransportConfig } from '../client/transport.ts';
import { CLIENT_TRANSPORTS } from '../client/transports/index.ts';
import { createClockOffset } from '../measure/clock-offset.ts';
import type { CursorRequest } from '../protocol/cursor.ts';
import { LAB_CHANNEL } from '../protocol/event.ts';
import { forEachTransport, TRANSPORTS } from '../protocol/transports.ts';
import { createLabControl } from './control.ts';
import { createLane } from './lane.ts';
import { DEFAULT_LANE_SETTINGS, type LabCommand, type Snapshot } from './messages.ts';

export type Lab = {
  handle(command: LabCommand): void;
  /** Ends every lane and timer. */
  stop(): void;
};

const SNAPSHOT_MS = 250;

/** How often the clocks are compared: quickly until the estimate is good, then just to keep it. */
const FIRST_EXCHANGES = 8;
const FIRST_EXCHANGE_MS = 20;
const EXCHANGE_MS = 2_000;

/** Runs the lanes against one server and reports on them four times a second. */
export function createLab(baseUrl: string, platform: Platform, report: (snapshot: Snapshot) => void): Lab {
  const control = createLabControl(baseUrl, platform);
  const clock = createClockOffset();
  const end = new AbortController();
  const tab = Math.floor(platform.random() * 36 ** 6).toString(36);
  let runs = 0;
  let offsetMs = 0;
  let settings = DEFAULT_LANE_SETTINGS;
  let on = forEachTransport(() => true);
  let clockIsKnown = () => {};
  const clockKnown = new Promise<void>((resolve) => {
    clockIsKnown = resolve;
  });
  let run = startRun();
  keepClock();
  keepReporting();

  return {
    handle(command) {
      switch (command.kind) {
        case 'configure':
          settings = command.settings;
          return;
        case 'switch':
          on = { ...on, [command.transport]: command.on };
          if (command.on) run.lanes[command.transport].start((signal) => locate(run.client, signal));
          else run.lanes[command.transport].stop();
          return;
        case 'reset':
          run.end();
          run = startRun();
          return;
      }
    },
    stop() {
      end.abort();
      run.end();
    },
  };

  function startRun() {
    runs += 1;
    const client = `lab-${tab}-${runs}`;
    const config = createConfig(client);
    const lanes = forEachTransport((transport) =>
      createLane({ create: CLIENT_TRANSPORTS[transport], config, platform, toServerTime }),
    );
    const run = {
      client,
      startedAt: undefined as number | undefined,
      lanes,
      end() {
        over.abort();
        for (const transport of TRANSPORTS) lanes[transport].stop();
      },
    };
    const over = new AbortController();
    // All lanes of a run start after the same event, so that they are measured on the same ones.
    const start = locate(client, over.signal);
    start.then(() => {
      run.startedAt = toServerTime(platform.now());
    });
    for (const transport of TRANSPORTS) if (on[transport]) lanes[transport].start(() => start);
    return run;
  }

  async function locate(client: string, signal: AbortSignal): Promise<CursorRequest | undefined> {
    await clockKnown;
    return control.locate(client, signal);
  }

  /** The lanes' settings are read when they are needed, so a change takes effect while they run. */
  function createConfig(client: string): TransportConfig {
    return {
      ...DEFAULT_TRANSPORT_CONFIG,
      baseUrl,
      channel: LAB_CHANNEL,
      client,
      get pollIntervalMs() {
        return settings.pollIntervalMs;
      },
      get holdSeconds() {
        return settings.holdSeconds;
      },
    };
  }

  function toServerTime(clientTime: number): number {
    return clientTime + offsetMs;
  }

  async function keepClock(): Promise<void> {
    let exchanges = 0;
    while (!end.signal.aborted) {
      try {
        clock.add(await control.exchangeClocks(run.client, end.signal));
        exchanges += 1;
      } catch {
        // The server is away: the estimate ages, and its uncertainty says so.
      }
      offsetMs = clock.estimate(platform.now())?.offsetMs ?? offsetMs;
      if (exchanges >= FIRST_EXCHANGES) clockIsKnown();
      const hurry = exchanges > 0 && exchanges < FIRST_EXCHANGES;
      await sleep(hurry ? FIRST_EXCHANGE_MS : EXCHANGE_MS, end.signal, platform);
    }
    clockIsKnown();
  }

  async function keepReporting(): Promise<void> {
    while (!end.signal.aborted) {
      const now = platform.now();
      const { client, startedAt, lanes } = run;
      report({
        run: { client, startedAt },
        clock: clock.estimate(now),
        lanes: forEachTransport((transport) => lanes[transport].snapshot(toServerTime(now))),
      });
      await sleep(SNAPSHOT_MS, end.signal, platform);
    }
  }
}

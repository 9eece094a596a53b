import type { Platform } from '../client/platform.ts';
import { sleep } from '../client/timing.ts';
import { createClockOffset } from '../measure/clock-offset.ts';
import type { CursorRequest } from '../protocol/cursor.ts';
import { clientOfLane, forEachLane } from '../protocol/lanes.ts';
import type { Spoiler } from '../protocol/spoilers.ts';
import { createAutomaticOnce } from './automatic.ts';
import { createLabControl } from './control.ts';
import { keepAskingForFaults } from './fault-questions.ts';
import { keepAskingForJournal } from './journal-questions.ts';
import { laneConfig } from './lane-config.ts';
import { DEFAULT_LANE_SETTINGS, type LabCommand, type LabReport, type Snapshot } from './messages.ts';
import { startRun } from './run.ts';

export type Lab = {
  handle(command: LabCommand): void;
  /** Ends every lane and timer. */
  stop(): void;
};

/** How often what was recorded is told, and how often a snapshot comes with it: faster than that nobody reads figures. */
const REPORT_MS = 250;
const SNAPSHOT_MS = 500;
/** Commands that follow each other more quickly, as those of a key that is held, are answered together. */
const LEAST_SNAPSHOT_MS = 100;

/** How often the clocks are compared: quickly until the estimate is good, then just to keep it. */
const FIRST_EXCHANGES = 8;
const FIRST_EXCHANGE_MS = 20;
const EXCHANGE_MS = 2_000;

/** Past these a stretch of the run is marked as spoiled. */
const MAX_UNCERTAINTY_MS = 5;
const MAX_LATE_MS = 100;
const MAX_AWAKE_LATE_MS = 5_000;

/** Runs the lanes against one server and reports on them: twice a second, and at once when a lane is switched, a run begins or another event is followed. */
export function createLab(baseUrl: string, platform: Platform, report: (report: LabReport) => void): Lab {
  const control = createLabControl(baseUrl, platform);
  const clock = createClockOffset();
  const end = new AbortController();
  const tab = Math.floor(platform.random() * 36 ** 6).toString(36);
  const spoiledPage = new Set<Spoiler>();
  let runs = 0;
  let offsetMs = 0;
  let settings = DEFAULT_LANE_SETTINGS;
  let on = forEachLane((lane) => lane !== 'automatic');
  let followed: number | undefined;
  let snapshotAt = Number.NEGATIVE_INFINITY;
  let isSnapshotDue = true;
  let clockIsKnown = () => {};
  const clockKnown = new Promise<void>((resolve) => {
    clockIsKnown = resolve;
  });
  let client = '';
  const automatic = createAutomaticOnce(
    laneConfig({ baseUrl, client: () => clientOfLane(client, 'automatic'), settings: () => settings }),
    platform,
  );
  let run = startNextRun();
  const questions = { control, run: () => run, platform, signal: end.signal, serverNow };
  keepClock();
  keepReporting();
  keepAskingForJournal(questions, () => {
    run.validity.add('server-restarted', serverNow(), serverNow());
    run.trace.restarted(serverNow());
  });
  keepAskingForFaults(questions);

  return {
    handle(command) {
      switch (command.kind) {
        case 'configure':
          settings = command.settings;
          return;
        case 'switch':
          on = { ...on, [command.lane]: command.on };
          run.switchLane(command.lane, command.on);
          return answerCommand();
        case 'reset':
          run.end();
          run = startNextRun();
          return answerCommand();
        case 'follow':
          followed = command.id;
          return answerCommand();
        case 'spoiled':
          if (command.on) spoiledPage.add(command.spoiler);
          else spoiledPage.delete(command.spoiler);
          run.validity.set(command.spoiler, command.on, serverNow());
          return;
        case 'export':
          report({ kind: 'recordings', recordings: run.recordings(serverNow()) });
          return;
      }
    },
    stop() {
      end.abort();
      run.end();
    },
  };

  function startNextRun() {
    runs += 1;
    followed = undefined;
    clock.beginRun();
    client = `lab-${tab}-${runs}`;
    const uncertaintyMs = () => clock.estimate(platform.now())?.uncertaintyMs ?? 0;
    const times = { serverNow, toServerTime, uncertaintyMs };
    const next = startRun({ client, baseUrl, platform, on, settings: () => settings, automatic, locate, ...times });
    for (const spoiler of spoiledPage) next.validity.set(spoiler, true, serverNow());
    return next;
  }

  async function locate(client: string, signal: AbortSignal): Promise<CursorRequest | undefined> {
    await clockKnown;
    return control.locate(client, signal);
  }

  function toServerTime(clientTime: number): number {
    return clientTime + offsetMs;
  }

  function serverNow(): number {
    return toServerTime(platform.now());
  }

  async function keepClock(): Promise<void> {
    let exchanges = 0;
    while (!end.signal.aborted) {
      try {
        const jumped = clock.add(await control.exchangeClocks(run.client, end.signal));
        exchanges += 1;
        run.validity.set('server-away', false, serverNow());
        if (jumped) run.validity.add('clock-jumped', serverNow() - EXCHANGE_MS, serverNow());
      } catch {
        // The estimate ages, and its uncertainty says so.
        run.validity.set('server-away', true, serverNow());
      }
      offsetMs = clock.estimate(platform.now())?.offsetMs ?? offsetMs;
      if (exchanges >= FIRST_EXCHANGES) clockIsKnown();
      const hurry = exchanges > 0 && exchanges < FIRST_EXCHANGES;
      await sleep(hurry ? FIRST_EXCHANGE_MS : EXCHANGE_MS, end.signal, platform);
    }
    clockIsKnown();
  }

  function takeSnapshot(): Snapshot {
    const estimate = clock.estimate(platform.now());
    const isUncertain = estimate !== undefined && estimate.uncertaintyMs > MAX_UNCERTAINTY_MS;
    run.validity.set('clock-uncertain', isUncertain, serverNow());
    const snapshot = { ...run.snapshot(serverNow(), followed), clock: estimate };
    snapshotAt = platform.now();
    isSnapshotDue = false;
    return snapshot;
  }

  function answerCommand(): void {
    if (platform.now() - snapshotAt >= LEAST_SNAPSHOT_MS) report({ kind: 'snapshot', snapshot: takeSnapshot() });
    else isSnapshotDue = true;
  }

  async function keepReporting(): Promise<void> {
    while (!end.signal.aborted) {
      // A timer that comes a little early is not to wait for the next round.
      const isDue = isSnapshotDue || platform.now() - snapshotAt >= SNAPSHOT_MS - REPORT_MS / 2;
      const snapshot = isDue ? takeSnapshot() : undefined;
      const batch = run.trace.take(serverNow());
      // The page draws both in one frame: it asks for one with the batch, and is busy once it has the snapshot.
      if (batch) report({ kind: 'trace', batch });
      if (snapshot) report({ kind: 'snapshot', snapshot });

      const [dueAt, wallDueAt] = [platform.now() + REPORT_MS, platform.wallClock() + REPORT_MS];
      await sleep(REPORT_MS, end.signal, platform);
      // On some systems the steady clock stands still while the machine sleeps, and only the wall clock tells.
      const lateMs = Math.max(platform.now() - dueAt, 0);
      const slept = Math.max(platform.wallClock() - wallDueAt, lateMs) > MAX_AWAKE_LATE_MS;
      if (slept) run.validity.add('slept', toServerTime(dueAt), serverNow());
      else if (lateMs > MAX_LATE_MS) run.validity.add('worker-late', toServerTime(dueAt), serverNow());
    }
  }
}

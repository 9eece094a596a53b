import type { Platform } from '../client/platform.ts';
import { nodePlatform } from '../client/platform-node.ts';
import { createLab, type Lab } from '../lab/lab.ts';
import type { Snapshot, TraceBatch } from '../lab/messages.ts';
import { DEFAULT_LANE_SETTINGS, type LaneSettings } from '../protocol/lane-settings.ts';
import { startServer } from './lab-server.ts';
import { startRelay } from './relay.ts';

/** What a test has to end when it is over. */
type Ends = (() => Promise<unknown> | unknown)[];

/** What lets a lab notice things quickly. */
export const LAB_SETTINGS: LaneSettings = { ...DEFAULT_LANE_SETTINGS, pollIntervalMs: 50, holdSeconds: 5 };

/** A lab on a real server, a way to wait for a snapshot that is as wished, and all that it traced so far. */
export async function startRunningLab(ends: Ends, { delayMs = 0, clockShiftMs = 0, ratePerSecond = 0 } = {}) {
  const server = await startServer(ratePerSecond > 0 ? { publisher: { running: true, ratePerSecond } } : {});
  ends.push(server.close);
  const relay = await startRelay(server.port, { delayMs });
  ends.push(relay.close);
  let listener = (_snapshot: Snapshot) => {};
  const batches: TraceBatch[] = [];
  const lab: Lab = createLab(relay.url, shifted(clockShiftMs), (report) => {
    if (report.kind === 'trace') batches.push(report.batch);
    if (report.kind === 'snapshot') listener(report.snapshot);
  });
  ends.push(lab.stop);
  lab.handle({ kind: 'configure', settings: LAB_SETTINGS });
  const until = (wish: (snapshot: Snapshot) => boolean) =>
    new Promise<Snapshot>((resolve) => {
      listener = (snapshot) => {
        if (wish(snapshot)) resolve(snapshot);
      };
    });
  return { server, relay, lab, until, batches };
}

/** A client whose clock is set differently from the server's. */
const shifted = (clockShiftMs: number): Platform => ({
  ...nodePlatform,
  now: () => nodePlatform.now() + clockShiftMs,
  wallClock: () => nodePlatform.wallClock() + clockShiftMs,
});

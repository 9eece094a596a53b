import type { Snapshot } from '../../lab/messages.ts';
import { DEFAULT_LANE_SETTINGS } from '../../protocol/lane-settings.ts';
import { forEachLane } from '../../protocol/lanes.ts';
import type { RunFile } from '../../protocol/run-file.ts';
import { forEachTransport } from '../../protocol/transports.ts';
import {
  accountWith,
  clockWith,
  experimentWith,
  faultWith,
  laneWith,
  latencyOf,
  ledgerWith,
  snapshotWith,
} from '../test-fixtures.ts';
import { runFileOf } from './run-file-text.ts';

// A run in which everything that can be there is there, so that a test sees what a file loses.

export const START = Date.UTC(2026, 0, 31, 14, 3, 5);

const SECOND = {
  at: START,
  events: 5,
  p50: 4.5,
  p95: 9,
  max: 12.25,
  wait: 0.5,
  transit: 4,
  age: 100,
  peakAge: 199.5,
};

const COST = {
  noticedAfterMs: 3,
  recoveredAfterMs: undefined,
  ...{ attempts: 2, late: 1, missing: 0, duplicated: 0, gaps: 0 },
};

export const FULL_SNAPSHOT: Snapshot = snapshotWith({
  run: { client: 'lab-x-1', startedAt: START },
  clock: clockWith(0.4),
  lanes: forEachLane((lane) =>
    laneWith({
      status: { kind: 'retrying', attempt: 2, retryAt: START, why: 'the connection was lost' },
      latency: latencyOf(4.5),
      recent: latencyOf(4),
      wait: latencyOf(0.5),
      transit: latencyOf(4),
      curve: [{ latencyMs: 4.5, percentile: 50 }],
      recentCurve: [{ latencyMs: 4, percentile: 50 }],
      ageMs: 80,
      series: [SECOND],
      messages: [{ id: 4, text: 'hello', latencyMs: 4 }],
      circuit: 'half-open',
      attempts: [
        { at: START, outcome: 'failed' },
        { at: START + 500, outcome: undefined },
      ],
      negotiated: lane === 'automatic' ? { transport: 'sse', since: START, why: 'it worked before' } : undefined,
    }),
  ),
  faults: [
    {
      fault: faultWith({ kind: 'cut', how: 'rst', at: START + 900, until: START + 900 }),
      lanes: forEachLane((lane) => (lane === 'sse' ? COST : undefined)),
    },
  ],
  marks: [
    { spoiler: 'hidden', from: START + 1_500, to: START + 2_000 },
    { spoiler: 'other-tab', from: START + 1_900, to: undefined },
  ],
  story: {
    epoch: 'e',
    id: 4,
    type: 'message',
    at: START,
    text: 'hello',
    lanes: {
      sse: {
        receivedAt: START + 5,
        written: { writtenAt: START + 1, request: 1, requestArrivedAt: START - 900, firstId: 4, lastId: 4 },
      },
    },
  },
  followable: [{ id: 4, type: 'message', text: 'hello' }],
});

export function fullRun(snapshot: Snapshot = FULL_SNAPSHOT): RunFile {
  return runFileOf({
    savedAt: new Date(START + 60_000),
    environment: { userAgent: 'test', isolated: true, hardwareConcurrency: 8, timeZoneOffsetMinutes: -60 },
    experiment: experimentWith(),
    settings: { ...DEFAULT_LANE_SETTINGS, pollIntervalMs: 500, holdSeconds: 10 },
    snapshot,
    recordings: forEachLane(() => ({
      series: [SECOND, { ...SECOND, at: START + 1_000, p50: null }, { ...SECOND, at: START + 2_000 }],
      histograms: { latency: [[4_500, 5]], wait: [[500, 5]], transit: [[4_000, 5]] },
    })),
    history: [{ ...accountOfRun(7), automatic: accountOfRun(1) }],
  });
}

function accountOfRun(requests: number) {
  return ledgerWith({
    at: START + 1_400,
    transports: forEachTransport(() => accountWith({ requests, bytesUp: 900, bytesDown: 2_500 })),
  });
}

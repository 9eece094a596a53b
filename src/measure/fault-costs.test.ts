import { expect, test } from 'vitest';
import type { Fault } from '../protocol/faults.ts';
import { forEachLane, LANES } from '../protocol/lanes.ts';
import { createFaultAccounts } from './fault-costs.ts';
import { createLaneHistory } from './lane-history.ts';

const CHANGE = { received: 1, missing: 0, duplicated: 0, outOfOrder: 0, gaps: 0 };
const fault = (number: number, at: number, more: Partial<Fault> = {}): Fault => ({
  ...{ number, kind: 'cut', how: 'rst', at, until: at, connections: 4, cause: 'hand', ...more },
});

/** Histories of five lanes that run since 0, but for the automatic one. */
function start() {
  const lanes = forEachLane(createLaneHistory);
  for (const lane of LANES) if (lane !== 'automatic') lanes[lane].started(0);
  const event = (at: number, publishedAt = at) => lanes.sse.note({ kind: 'event', at, publishedAt, change: CHANGE });
  return { lanes, event, faults: createFaultAccounts(lanes) };
}

test('what was noted before a fault is learned of counts the same as what is noted after', () => {
  const [early, late] = [start(), start()];
  early.faults.learn(fault(1, 1_000));
  for (const { lanes, event } of [early, late]) {
    event(900);
    lanes.sse.note({ kind: 'lost', at: 1_002 });
    lanes.sse.note({ kind: 'attempt', at: 1_300 });
    event(1_320, 1_100);
    event(1_400);
  }
  late.faults.learn(fault(1, 1_000));
  const [read] = early.faults.read();
  expect(read?.lanes.sse).toMatchObject({ noticedAfterMs: 2, recoveredAfterMs: 320, attempts: 1, late: 1 });
  expect(late.faults.read()).toEqual(early.faults.read());
});

test('a lane that was off when the fault began has no part in it, and one that was stopped later keeps its part', () => {
  const { lanes, faults } = start();
  lanes.websocket.note({ kind: 'stopped', at: 500 });
  lanes.automatic.started(1_500);
  lanes.sse.note({ kind: 'lost', at: 1_003 });
  lanes.sse.note({ kind: 'stopped', at: 1_100 });
  lanes.sse.started(1_200);
  lanes.sse.note({ kind: 'event', at: 1_300, publishedAt: 1_290, change: CHANGE });
  faults.learn(fault(1, 1_000));
  const [read] = faults.read();
  expect([read?.lanes.websocket, read?.lanes.automatic]).toEqual([undefined, undefined]);
  expect(read?.lanes['long-polling']?.noticedAfterMs).toBeUndefined();
  expect(read?.lanes.sse).toMatchObject({ noticedAfterMs: 3, recoveredAfterMs: undefined });
});

test('what is noted while a lane does not run is not heard: then the clocks may not be matched yet', () => {
  const { lanes, faults } = start();
  lanes.automatic.note({ kind: 'stopped', at: 9_999_999 });
  lanes.automatic.started(10);
  lanes.automatic.note({ kind: 'lost', at: 1_001 });
  faults.learn(fault(1, 1_000));
  expect(faults.read()[0]?.lanes.automatic?.noticedAfterMs).toBe(1);
});

test('a loss is the fault’s that cut last before it, though that one is learned of later; a stall cuts nothing', () => {
  const { lanes, faults } = start();
  faults.learn(fault(1, 1_000));
  lanes.sse.note({ kind: 'lost', at: 3_001 });
  const noticed = () => faults.read().map(({ lanes: { sse } }) => sse?.noticedAfterMs);
  expect(noticed()).toEqual([2_001]);
  faults.learn(fault(2, 2_000, { kind: 'stall', how: undefined }));
  expect(noticed()).toEqual([2_001, 1_001]);
  faults.learn(fault(3, 3_000));
  expect(noticed()).toEqual([undefined, undefined, 1]);
});

test('a lane that found no server while an earlier fault lasted, did not find it because of that one', () => {
  const { lanes, faults } = start();
  faults.learn(fault(1, 1_000, { kind: 'outage', until: 4_000 }));
  faults.learn(fault(2, 2_000));
  lanes.sse.note({ kind: 'lost', at: 1_001 });
  lanes.sse.note({ kind: 'lost', at: 2_500 });
  expect(faults.read().map(({ lanes: { sse } }) => sse?.noticedAfterMs)).toEqual([1, undefined]);
});

test('a fault that is told again changes nothing, and one that was ended early is counted again', () => {
  const { lanes, event, faults } = start();
  faults.learn(fault(1, 1_000, { kind: 'outage', until: 61_000 }));
  lanes.sse.note({ kind: 'lost', at: 1_001 });
  event(5_000, 4_000);
  event(5_200);
  const recovered = () => faults.read().map(({ lanes: { sse } }) => sse?.recoveredAfterMs);
  faults.learn(fault(1, 1_000, { kind: 'outage', until: 61_000 }));
  expect(recovered()).toEqual([undefined]);
  faults.learn(fault(1, 1_000, { kind: 'outage', until: 4_900 }));
  expect(recovered()).toEqual([4_000]);
  expect(faults.read()[0]?.fault.until).toBe(4_900);
});

test('a stream that was opened long ago was open when the fault began', () => {
  const { lanes, event, faults } = start();
  lanes.sse.note({ kind: 'use', at: 1, inUse: true });
  for (let at = 1_000; at < 71_000; at += 1) event(at);
  faults.learn(fault(1, 71_000, { kind: 'stall' }));
  faults.learn(fault(2, 72_000));
  lanes.sse.note({ kind: 'lost', at: 72_001 });
  expect(faults.read().map(({ lanes: { sse } }) => sse?.noticedAfterMs)).toEqual([1_001, 1]);
});

test('another server counts its faults from one again', () => {
  const { faults } = start();
  faults.learn(fault(1, 1_000));
  faults.learn(fault(1, 9_000));
  expect(faults.read().map((account) => account.fault.at)).toEqual([1_000, 9_000]);
});

test('the latest fifty are remembered', () => {
  const { lanes, faults } = start();
  for (let number = 1; number <= 120; number += 1) faults.learn(fault(number, number * 1_000));
  expect(faults.read().map((account) => account.fault.number)).toEqual(
    Array.from({ length: 50 }, (_, index) => index + 71),
  );
  lanes.sse.note({ kind: 'lost', at: 120_001 });
  expect(faults.read().at(-1)?.lanes.sse?.noticedAfterMs).toBe(1);
});

test('a long rush of events is not kept whole, and what was counted of an earlier fault stays', () => {
  const { lanes, event, faults } = start();
  faults.learn(fault(1, 1_000, { kind: 'outage', until: 3_000 }));
  lanes.sse.note({ kind: 'lost', at: 1_001 });
  for (let at = 3_001; at < 63_000; at += 1) event(at, 1_000 + (at - 3_001) / 60_000);
  event(63_010, 62_990);
  faults.learn(fault(1, 1_000, { kind: 'outage', until: 2_500 }));
  expect(faults.read()[0]?.lanes.sse).toMatchObject({ noticedAfterMs: 1, recoveredAfterMs: 62_010, late: 60_000 });
});

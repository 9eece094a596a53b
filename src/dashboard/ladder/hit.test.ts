import { expect, test } from 'vitest';
import type { TraceBatch } from '../../lab/messages.ts';
import type { LaneName } from '../../protocol/lanes.ts';
import { faultWith } from '../test-fixtures.ts';
import { hit, REACH_PX } from './hit.ts';
import { layoutOf, timeScale } from './layout.ts';
import type { Scene } from './scene.ts';
import { batchWith, exchangeWith, rowsOf, steadyRows } from './trace-fixtures.ts';
import { createTraceStore } from './trace-store.ts';

const LANES: readonly LaneName[] = ['short-polling', 'sse'];

function sceneOf(batch: Partial<TraceBatch>): Scene {
  const store = createTraceStore(2 ** 12);
  store.add(batchWith(batch));
  const bounds = store.bounds();
  if (!bounds) throw new Error('nothing was recorded');
  const layout = layoutOf(LANES, 1_166);
  return { store, bounds, layout, scale: timeScale(layout, 10_000, 10_000), faults: [], found: undefined };
}

function at(
  scene: Scene,
  lane: LaneName,
  line: 'serverY' | 'clientY' | 'middle',
  time: number,
  reach: number = REACH_PX.mouse,
) {
  const band = scene.layout.bands.find((each) => each.lane === lane);
  if (!band) throw new Error(`no band of ${lane}`);
  const y = line === 'middle' ? (band.serverY + band.clientY) / 2 : band[line];
  return hit(scene, scene.scale.x(time), y, reach);
}

const POLL = exchangeWith({ seq: 7, sentAt: 2_000, arrivedAt: 2_500, answeredAt: 4_000, receivedAt: 4_500, events: 2 });

test('each part of an exchange is found', () => {
  const scene = sceneOf({ exchanges: [POLL] });
  expect(at(scene, 'short-polling', 'middle', 2_250)).toMatchObject({ kind: 'exchange', part: 'request' });
  expect(at(scene, 'short-polling', 'serverY', 3_200)).toMatchObject({ kind: 'exchange', part: 'held' });
  expect(at(scene, 'short-polling', 'middle', 4_250)).toMatchObject({ kind: 'exchange', part: 'answer' });
  expect(at(scene, 'short-polling', 'middle', 3_200)).toBeUndefined();
  expect(at(scene, 'sse', 'middle', 2_250)).toBeUndefined();
});

test('an event is found at both of its ends and on its way, before what lies behind it', () => {
  const rows = rowsOf([{ id: 3, at: 3_200, writtenAt: 4_000, receivedAt: 4_500, firstId: 1, lastId: 3 }]);
  const scene = sceneOf({ exchanges: [POLL], events: [{ lane: 'short-polling', epoch: 'e', rows }] });
  const event = { kind: 'event', event: { epoch: 'e', id: 3, at: 3_200 } };
  expect(at(scene, 'short-polling', 'serverY', 3_200)).toMatchObject(event);
  expect(at(scene, 'short-polling', 'clientY', 4_500)).toMatchObject(event);
  expect(at(scene, 'short-polling', 'serverY', 2_900)).toMatchObject({ kind: 'exchange', part: 'held' });
});

test('an event that waits here, and has arrived elsewhere, is found where it waits', () => {
  const sse = rowsOf([
    { id: 1, at: 1_000 },
    { id: 2, at: 4_000 },
  ]);
  const polled = rowsOf([{ id: 1, at: 1_000, writtenAt: 2_000 }]);
  const scene = sceneOf({
    events: [
      { lane: 'sse', epoch: 'e', rows: sse },
      { lane: 'short-polling', epoch: 'e', rows: polled },
    ],
  });
  const event = { kind: 'event', lane: 'short-polling', event: { epoch: 'e', id: 2, at: 4_000 } };
  expect(at(scene, 'short-polling', 'serverY', 4_000)).toMatchObject(event);
  expect(at(scene, 'short-polling', 'serverY', 8_000)).toMatchObject(event);
  expect(at(scene, 'short-polling', 'serverY', 3_500)).toBeUndefined();
});

test('a finger reaches further than a pointer', () => {
  const scene = sceneOf({ events: [{ lane: 'sse', epoch: 'e', rows: rowsOf([{ id: 1, at: 5_000 }]) }] });
  const beside = 5_000 + 12 / scene.scale.pxPerMs;
  expect(at(scene, 'sse', 'serverY', beside)).toBeUndefined();
  expect(at(scene, 'sse', 'serverY', beside, REACH_PX.touch)).toMatchObject({ kind: 'event' });
});

test('a stream is found where nothing smaller is, as long as it is open', () => {
  const scene = sceneOf({
    exchanges: [
      exchangeWith({
        seq: 1,
        lane: 'sse',
        sentAt: 100,
        arrivedAt: 150,
        answeredAt: 200,
        receivedAt: 250,
        endedAt: 6_000,
      }),
    ],
  });
  expect(at(scene, 'sse', 'middle', 3_000)).toMatchObject({ kind: 'exchange', part: 'stream' });
  expect(at(scene, 'sse', 'middle', 8_000)).toBeUndefined();
});

test('where the picture is a summary, so is what is found', () => {
  const scene = sceneOf({ events: [{ lane: 'sse', epoch: 'e', rows: steadyRows(2_000, 5) }] });
  expect(at(scene, 'sse', 'serverY', 5_000)).toMatchObject({ kind: 'many', lane: 'sse' });
});

test('marks and faults are found', () => {
  const scene = sceneOf({ marks: [{ lane: 'sse', at: 5_000, kind: 'heartbeat' }] });
  const withFault = { ...scene, faults: [faultWith({ at: 7_000, until: 7_000 })] };
  expect(at(withFault, 'sse', 'middle', 5_000)).toMatchObject({ kind: 'mark' });
  expect(at(withFault, 'sse', 'middle', 7_000)).toMatchObject({ kind: 'fault' });
  expect(hit(withFault, withFault.scale.x(7_000), 2, 8)).toMatchObject({ kind: 'fault' });
});

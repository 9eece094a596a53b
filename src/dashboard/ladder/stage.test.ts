import { expect, test } from 'vitest';
import type { LaneName } from '../../protocol/lanes.ts';
import { pressKey } from './ladder-keys.ts';
import { layoutOf, timeScale } from './layout.ts';
import { createPointing } from './pointer.ts';
import { createStage } from './stage.ts';
import { batchWith, exchangeWith, steadyRows } from './trace-fixtures.ts';
import { createTraceStore } from './trace-store.ts';

const LANES: readonly LaneName[] = ['sse'];
const SPAN = 2_000;
const NO_MODIFIER = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };

function setUp() {
  const store = createTraceStore(64);
  store.add(
    batchWith({
      exchanges: [exchangeWith({ seq: 1, lane: 'sse', sentAt: 0, arrivedAt: 1, answeredAt: 2, receivedAt: 3 })],
      events: [{ lane: 'sse', epoch: 'e', rows: steadyRows(9, 1_000) }],
    }),
  );
  const spans: number[] = [];
  const stage = createStage(store, SPAN, (span) => spans.push(span));
  stage.advance(0, 0);
  const layout = layoutOf(LANES, 1_166);
  const sceneOf = () => {
    const bounds = store.bounds();
    const { spanMs } = stage.state();
    return (
      bounds && { store, bounds, layout, scale: timeScale(layout, stage.endAt(), spanMs), faults: [], found: undefined }
    );
  };
  return { store, stage, spans, layout, sceneOf, pointing: createPointing(stage, sceneOf) };
}

const touch = (id: number, x: number, y = 60) => ({ id, x, y, isTouch: true });

test('a drag moves the picture with the finger; a tap selects and moves nothing', () => {
  const { stage, layout, sceneOf, pointing } = setUp();
  const before = stage.endAt();
  pointing.down(touch(1, 300));
  pointing.move(touch(1, 800));
  pointing.up(touch(1, 800));
  expect(stage.endAt()).toBeCloseTo(before - 1_000, 5);

  const paused = stage.endAt();
  const x = sceneOf()?.scale.x(7_000) ?? 0;
  pointing.down(touch(1, x, layout.bands[0]?.serverY));
  pointing.up(touch(1, x, layout.bands[0]?.serverY));
  expect(stage.state().selected).toMatchObject({ kind: 'event', event: { id: 7 } });
  expect(stage.endAt()).toBe(paused);
});

test('two fingers zoom about the middle between them', () => {
  const { stage, spans, sceneOf, pointing } = setUp();
  stage.act({ kind: 'go', endAt: 6_000 });
  const middle = sceneOf()?.scale.time(650) ?? 0;
  pointing.down(touch(1, 600));
  pointing.down(touch(2, 700));
  pointing.move(touch(1, 550));
  pointing.move(touch(2, 750));
  pointing.up(touch(1, 550));
  pointing.up(touch(2, 750));
  expect(stage.state().spanMs).toBe(SPAN / 2);
  expect(spans.at(-1)).toBe(SPAN / 2);
  // The first finger moved before the second: the middle wandered by a quarter of a finger's way.
  expect(Math.abs((sceneOf()?.scale.x(middle) ?? 0) - 650)).toBeLessThan(50);
  expect(stage.state().selected).toBeUndefined();
});

test('steps go from event to event, and stop at the ends', () => {
  const { stage } = setUp();
  const id = () => {
    const { selected } = stage.state();
    return selected?.kind === 'event' ? selected.event.id : undefined;
  };
  stage.step(-1, LANES);
  expect(id()).toBe(9);
  expect(stage.state().view.mode).toBe('still');
  stage.step(1, LANES);
  expect(id()).toBe(9);
  for (let step = 0; step < 20; step += 1) stage.step(-1, LANES);
  expect(id()).toBe(1);
});

test('keys do what they say, and Escape is the page’s while nothing is selected', () => {
  const { stage } = setUp();
  const press = (key: string, part = {}) => pressKey(stage, { key, ...NO_MODIFIER, ...part }, LANES);
  const before = stage.endAt();
  expect(press('ArrowLeft')).toBe(true);
  expect(stage.endAt()).toBeCloseTo(before - SPAN / 10, 5);
  expect(press('ArrowLeft', { shiftKey: true })).toBe(true);
  expect(stage.endAt()).toBeCloseTo(before - SPAN * 1.1, 5);
  expect(press('+')).toBe(true);
  expect(stage.state().spanMs).toBe(1_000);
  expect(press('Escape')).toBe(false);
  press('.');
  expect(press('Escape')).toBe(true);
  expect(stage.state().selected).toBeUndefined();
  expect(press(' ')).toBe(true);
  expect(stage.state().view.mode).toBe('live');
  for (const key of ['ArrowUp', 'ArrowDown', 'Tab', 'PageUp', 'Enter', 'r']) expect(press(key)).toBe(false);
  expect(press('ArrowLeft', { altKey: true })).toBe(false);
});

test('with steps the picture stands, and then moves by a whole one', () => {
  const { store, stage } = setUp();
  store.add(batchWith({ until: 12_000 }));
  const before = stage.endAt();
  for (let frame = 0; frame < 9; frame += 1) stage.advance(100, 1_000);
  expect(stage.endAt()).toBe(before);
  stage.advance(100, 1_000);
  expect(stage.endAt()).toBeGreaterThan(before + 900);
});

test('another run is shown live, and nothing of the one before is selected', () => {
  const { store, stage } = setUp();
  stage.step(-1, LANES);
  store.add(batchWith({ client: 'd', until: 90_000 }));
  stage.advance(33, 0);
  expect(stage.state()).toMatchObject({ view: { mode: 'live' }, selected: undefined });
});

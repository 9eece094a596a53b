import { expect, test } from 'vitest';
import { changeLadder, endOf, type LadderView, LIVE, nextSpan } from './ladder-view.ts';

const KEPT = { from: 0, edge: 100_000 };
const SPAN = 10_000;
const change = (view: LadderView, action: Parameters<typeof changeLadder>[1], kept = KEPT) =>
  changeLadder(view, action, kept, SPAN);
const still = (endAt: number): LadderView => ({ mode: 'still', endAt });

test('a pause stays where it is while the live edge goes on', () => {
  const paused = change(LIVE, { kind: 'pause' });
  expect(endOf(paused, { from: 0, edge: 200_000 }, SPAN)).toBe(100_000);
  expect(change(paused, { kind: 'live' })).toEqual(LIVE);
});

test('scrubbing begins at the live edge, and ends where nothing is kept', () => {
  expect(change(LIVE, { kind: 'scrub', byMs: -4_000 })).toEqual(still(96_000));
  expect(change(still(96_000), { kind: 'scrub', byMs: 50_000 })).toEqual(still(100_000));
  expect(change(still(96_000), { kind: 'scrub', byMs: -500_000 })).toEqual(still(10_000));
});

test('what was kept when it was looked at moves on with what is kept', () => {
  expect(endOf(still(20_000), { from: 30_000, edge: 200_000 }, SPAN)).toBe(40_000);
});

test('a run that is shorter than the picture can be paused, but there is nothing before it', () => {
  const paused = change(LIVE, { kind: 'pause' }, { from: 0, edge: 3_000 });
  expect(endOf(paused, { from: 0, edge: 5_000 }, SPAN)).toBe(3_000);
  expect(change(paused, { kind: 'scrub', byMs: -500 }, { from: 0, edge: 5_000 })).toEqual(still(3_000));
  expect(change(paused, { kind: 'scrub', byMs: 500 }, { from: 0, edge: 5_000 })).toEqual(still(3_500));
});

test('zooming leaves what is pointed at where it is', () => {
  // At 47 s, three tenths before the end; and so it is afterwards.
  expect(change(still(50_000), { kind: 'zoom', toMs: 1_000, about: 47_000 })).toEqual(still(47_300));
  expect(change(LIVE, { kind: 'zoom', toMs: 1_000, about: 97_000 })).toEqual(LIVE);
});

test('slow motion goes on from where it stands, slower, up to the live edge', () => {
  const playing = change(still(50_000), { kind: 'play', speed: 0.1 });
  expect(change(playing, { kind: 'tick', ms: 1_000 })).toEqual({ mode: 'playing', endAt: 50_100, speed: 0.1 });
  const atEdge = change(LIVE, { kind: 'play', speed: 1 });
  expect(change(atEdge, { kind: 'tick', ms: 1_000 })).toEqual({ mode: 'playing', endAt: 100_000, speed: 1 });
});

test('time moves nothing that stands still', () => {
  expect(change(still(50_000), { kind: 'tick', ms: 1_000 })).toEqual(still(50_000));
});

test('a moment is shown with as little movement as that takes', () => {
  expect(change(still(50_000), { kind: 'show', at: 45_000 })).toEqual(still(50_000));
  expect(change(still(50_000), { kind: 'show', at: 60_000 })).toEqual(still(61_500));
  expect(change(still(50_000), { kind: 'show', at: 20_000 })).toEqual(still(28_500));
});

test('spans go by those that read well, and no further than the ends', () => {
  expect(nextSpan(10_000, 'in')).toBe(5_000);
  expect(nextSpan(7_000, 'out')).toBe(10_000);
  expect(nextSpan(20, 'in')).toBe(20);
  expect(nextSpan(300_000, 'out')).toBe(300_000);
});

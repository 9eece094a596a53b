import { describe, expect, it } from 'vitest';
import type { Mark, Spoiler } from '../../lab/messages.ts';
import { stretchesOf } from './stretches.ts';

const NOW = 200_000;

const mark = (spoiler: Spoiler, fromS: number, toS?: number): Mark => ({
  spoiler,
  from: NOW + fromS * 1_000,
  to: toS === undefined ? undefined : NOW + toS * 1_000,
});

const told = (...marks: Mark[]) => stretchesOf(marks, NOW).map(({ from, to, label }) => [from, to, label]);
const labels = (...marks: Mark[]) => stretchesOf(marks, NOW).map(({ labelled }) => labelled);

describe('stretchesOf', () => {
  it('cuts what is older than the window, and draws what lasts up to now', () => {
    expect(told(mark('hidden', -500, -100), mark('slept', -30))).toEqual([
      [-120, -100, 'hidden'],
      [-30, 0, 'slept'],
    ]);
    expect(told(mark('hidden', -500, -130), mark('hidden', 5, 9))).toEqual([]);
  });

  it('names together what lies upon each other', () => {
    expect(told(mark('other-tab', -60), mark('hidden', -40, -20))).toEqual([
      [-60, -40, 'other tab'],
      [-40, -20, 'hidden, other tab'],
      [-20, 0, 'other tab'],
    ]);
  });

  it('joins what meets under one name', () => {
    expect(told(mark('hidden', -40, -20), mark('hidden', -20, -10))).toEqual([[-40, -10, 'hidden']]);
  });

  it('labels what is long, and what is short where no other label stands', () => {
    expect(labels(mark('hidden', -60, -40), mark('slept', -40, -39), mark('hidden', -10, -9))).toEqual([
      true,
      true,
      true,
    ]);
    expect(labels(mark('worker-late', -60, -59), mark('worker-late', -57, -56))).toEqual([true, false]);
    expect(labels(mark('worker-late', -60, -59), mark('hidden', -58, -30))).toEqual([false, true]);
  });
});

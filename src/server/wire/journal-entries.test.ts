import { expect, test } from 'vitest';
import type { JournalEntry } from '../../protocol/journal.ts';
import { createJournalEntries } from './journal-entries.ts';

const beat = (at: number): JournalEntry => ({ kind: 'heartbeat', transport: 'sse', request: 1, at });

test('lets go of what was kept once nobody has asked for half a minute', () => {
  const entries = createJournalEntries();
  entries.ask(0);
  entries.add(beat(1));
  expect(entries.isAsked(30_000)).toBe(true);
  expect(entries.read(0).entries).toEqual([beat(1)]);
  expect(entries.isAsked(30_001)).toBe(false);
  expect(entries.read(0)).toEqual({ next: 1, lost: 1, entries: [] });
});

test('keeps so many at most, and says how many are lost', () => {
  const entries = createJournalEntries();
  entries.ask(0);
  for (let at = 1; at <= 100_000; at += 1) entries.add(beat(at));
  const { next, lost, entries: kept } = entries.read(10);
  expect(next).toBe(100_000);
  expect(kept.length).toBeLessThanOrEqual(32_768);
  expect(kept.length).toBeGreaterThanOrEqual(16_384);
  expect(lost + kept.length).toBe(100_000 - 10);
  expect(kept.at(-1)).toEqual(beat(100_000));
});

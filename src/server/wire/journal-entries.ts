import type { JournalEntry } from '../../protocol/journal.ts';

/** A client's entries, kept only while somebody asks for them. */
export type JournalEntries = {
  /** Somebody asks now. */
  ask(at: number): void;
  /** Whether anybody does: while nobody does, no entry need be made, and what was kept is let go. */
  isAsked(at: number): boolean;
  add(entry: JournalEntry): void;
  /** The entries after the `after`th. */
  read(after: number): { next: number; lost: number; entries: JournalEntry[] };
};

/**
 * At 1,000 events a second each stream makes an entry for each event, and long polling, when each event has an answer of
 * its own, four: 6,000 a second, 12,000 in two seconds. Who asks every second loses nothing, even when one time is late.
 */
const MAX_ENTRIES = 16_384;
const KEEP_UNASKED_MS = 30_000;

export function createJournalEntries(): JournalEntries {
  let entries: JournalEntry[] = [];
  let dropped = 0;
  let keepUntil = Number.NEGATIVE_INFINITY;

  return {
    ask(at) {
      keepUntil = at + KEEP_UNASKED_MS;
    },
    isAsked(at) {
      const isAsked = at <= keepUntil;
      if (!isAsked && entries.length > 0) drop(entries.length);
      return isAsked;
    },
    add(entry) {
      entries.push(entry);
      if (entries.length >= 2 * MAX_ENTRIES) drop(MAX_ENTRIES);
    },
    read(after) {
      const from = Math.max(0, after - dropped);
      return { next: dropped + entries.length, lost: Math.max(0, dropped - after), entries: entries.slice(from) };
    },
  };

  function drop(count: number): void {
    entries = entries.slice(count);
    dropped += count;
  }
}

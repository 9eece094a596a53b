import { Buffer } from 'node:buffer';
import type { Cursor } from '../protocol/cursor.ts';
import type { EventLog, LoggedEvent } from './event-log.ts';
import { createKeptEvents, type LogLimits } from './kept-events.ts';
import { resume } from './resume.ts';

/**
 * How much of a channel is kept. At 5 events a second 20,000 events are the last hour, at 1,000 a
 * second the last 20 s. 32 MiB cuts in above 1.6 KiB an event: at 64 KiB each, the last 500 events.
 * An event is kept as text and as an object, so its memory is up to about twice its bytes.
 */
export const DEFAULT_LOG_LIMITS: LogLimits = { maxEvents: 20_000, maxBytes: 32 * 1024 * 1024 };

export type MemoryLogOptions = LogLimits & {
  /** Names this life of the log: see {@link createEpoch}. */
  readonly epoch: string;
  /** The server's time, ms since 1970, fractional. */
  now(): number;
};

/** An event log in this process's memory; gone, and its epoch with it, when the process ends. */
export function createMemoryLog({ epoch, now, ...limits }: MemoryLogOptions): EventLog {
  const kept = createKeptEvents(limits);
  const waiting = new Set<() => void>();

  return {
    isUnused: () => kept.headId() === 0 && waiting.size === 0,

    async append({ type, data }, signal) {
      signal?.throwIfAborted();
      // Readers take the order of ids for the order of time, even if the clock steps back.
      const at = Math.max(now(), kept.newest()?.event.at ?? 0);
      const logged = encode({ id: kept.headId() + 1, type, at, data });
      kept.push(logged);
      for (const release of waiting) release();
      return { cursor: { epoch, id: logged.event.id }, event: logged.event };
    },

    async read(after, readLimits, signal) {
      signal?.throwIfAborted();
      const headId = kept.headId();
      const { afterId, gap } = resume(after, { epoch, oldestId: kept.oldestId(), headId });
      const events = kept.after(afterId, readLimits);
      const lastId = afterId + events.length;
      return { epoch, events, cursor: { epoch, id: lastId }, ...(gap && { gap }), more: lastId < headId };
    },

    wait(after, signal) {
      return new Promise((resolve, reject) => {
        signal.throwIfAborted();
        if (!isHead(after)) {
          resolve();
          return;
        }
        const release = () => {
          leave();
          resolve();
        };
        const abort = () => {
          leave();
          reject(signal.reason);
        };
        const leave = () => {
          waiting.delete(release);
          signal.removeEventListener('abort', abort);
        };
        waiting.add(release);
        signal.addEventListener('abort', abort);
      });
    },
  };

  /** After any other cursor there is something to read: events, or the gap that says why not. */
  function isHead(cursor: Cursor): boolean {
    return cursor.epoch === epoch && cursor.id === kept.headId();
  }
}

/** A fresh epoch: 8 characters of a-z and 0-9, so 2.8 × 10¹² of them. */
export function createEpoch(random: () => number): string {
  return Array.from({ length: 8 }, () => EPOCH_ALPHABET.charAt(Math.floor(random() * EPOCH_ALPHABET.length))).join('');
}

const EPOCH_ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

function encode(event: LoggedEvent['event']): LoggedEvent {
  const json = JSON.stringify(event);
  return { event, json, payloadBytes: Buffer.byteLength(json) };
}

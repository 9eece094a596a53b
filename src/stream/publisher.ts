import type { PublisherSettings } from '../protocol/experiment.ts';
import type { JsonValue } from './event-log.ts';
import { createPacing } from './pacing.ts';
import { createSequence, createSharedText } from './sequence.ts';

/** The type of every event that a publisher makes; its `data` is the payload and nothing else. */
export const SAMPLE_TYPE = 'sample';

export const PUBLISHER_LIMITS = {
  /** After a stall, what was due longer ago than this is skipped: a burst of it would measure nothing. */
  maxCatchUpMs: 1_000,
  /**
   * Publishes that have not settled, when the store is slow. Twice what one tick publishes after a
   * stall at the highest rate, since within one tick not even a fast store can settle any.
   */
  maxInFlight: 2_000,
} as const;

export type PublisherOptions = {
  readonly settings: PublisherSettings;
  publish(type: string, data: JsonValue): Promise<unknown>;
  /** ms, fractional, from a clock that never steps back. */
  now(): number;
  /** Calls `run` once after `delayMs`, never at once; the answer cancels it. Late and early timers do no harm. */
  setTimer(delayMs: number, run: () => void): () => void;
};

export type Publisher = {
  settings(): PublisherSettings;
  /**
   * Takes effect at once. Of the pending gap the fraction that is still to come stays to come, at the
   * new rate or in the new pattern. Paused, the position is kept. A patch with a seed, even the same,
   * starts the sequence anew.
   */
  change(patch: PublisherPatch): PublisherSettings;
  stats(): PublisherStats;
  /** No event is published from now on, whatever the settings say. */
  stop(): void;
};

/** What is left out, or undefined, stays as it is. */
export type PublisherPatch = { readonly [Key in keyof PublisherSettings]?: PublisherSettings[Key] | undefined };

/** Every event that was due is in one of these, or still on its way to the store. */
export type PublisherStats = {
  /** Taken by the store. */
  readonly published: number;
  /** Never given to the store: overdue after a stall, or too many in flight. */
  readonly skipped: number;
  /** Refused by the store. */
  readonly failed: number;
  /** How late the latest event was, or the next one is, ms: above a timer's coarseness the publisher cannot keep up. */
  readonly behindMs: number;
};

/**
 * Publishes events at the times and with the payloads that its settings and their seed decide. A tick
 * publishes all that is due, so the rate asked for is the rate delivered, also when timers are late or
 * coarser than the gaps. The n-th event given to the store since the seed was set has the n-th payload,
 * whatever was skipped.
 */
export function createPublisher({ publish, now, setTimer, ...options }: PublisherOptions): Publisher {
  const text = createSharedText();
  let settings = options.settings;
  let sequence = createSequence(settings.seed, text);
  let pacing = createPacing(sequence.arrivals(settings.arrivals));
  let cancelTimer: (() => void) | undefined;
  let stopped = false;
  let inFlight = 0;
  /** How late the latest event was. */
  let lateMs = 0;
  const stats = { published: 0, skipped: 0, failed: 0 };

  if (settings.running) pacing.release(now(), settings.ratePerSecond);
  arm();

  return {
    settings: () => settings,
    stats: () => ({ ...stats, behindMs: settings.running ? Math.max(lateMs, now() - pacing.dueAt()) : 0 }),
    change(patch) {
      const at = now();
      publishDue(at);
      pacing.hold(at);
      adopt(patch);
      if (settings.running && !stopped) pacing.release(at, settings.ratePerSecond);
      arm();
      return settings;
    },
    stop() {
      stopped = true;
      pacing.hold(now());
      arm();
    },
  };

  function arm(): void {
    cancelTimer?.();
    const dueAt = pacing.dueAt();
    cancelTimer = dueAt === Number.POSITIVE_INFINITY ? undefined : setTimer(Math.max(0, dueAt - now()), tick);
  }

  function tick(): void {
    publishDue(now());
    arm();
  }

  function publishDue(at: number): void {
    if (pacing.dueAt() <= at) lateMs = at - pacing.dueAt();
    // At worst, a night asleep at 1,000 a second, 29 million gaps are passed over: 0.1 to 0.7 s.
    while (pacing.dueAt() < at - PUBLISHER_LIMITS.maxCatchUpMs) {
      pacing.advance();
      stats.skipped += 1;
    }
    while (pacing.dueAt() <= at) {
      pacing.advance();
      if (inFlight < PUBLISHER_LIMITS.maxInFlight) void send(sequence.nextPayload(settings.payloadBytes));
      else stats.skipped += 1;
    }
  }

  /** Never rejects. */
  async function send(data: string): Promise<void> {
    inFlight += 1;
    try {
      await publish(SAMPLE_TYPE, data);
      stats.published += 1;
    } catch {
      stats.failed += 1;
    } finally {
      inFlight -= 1;
    }
  }

  /** While the pacing is held. */
  function adopt(patch: PublisherPatch): void {
    const before = settings;
    const given = Object.entries(patch).filter(([, value]) => value !== undefined);
    settings = { ...settings, ...Object.fromEntries(given) };
    if (patch.seed !== undefined) {
      sequence = createSequence(settings.seed, text);
      pacing = createPacing(sequence.arrivals(settings.arrivals));
    } else if (settings.arrivals !== before.arrivals) {
      pacing.follow(sequence.arrivals(settings.arrivals));
    }
  }
}

import type { CursorRequest } from '../../protocol/cursor.ts';
import type { Transport } from '../../protocol/transports.ts';
import type { Platform } from '../platform.ts';
import { waitUntil } from '../timing.ts';
import type { TransportObserver } from '../transport.ts';
import { type Delivery, type Item, isSameEpoch } from './delivery.ts';
import type { Leg, LegObserver } from './leg.ts';
import type { AutomaticLimits } from './limits.ts';

/** A better transport that is tried beside the present one. */
export type Trial = {
  readonly leg: Leg;
  /** The present transport handed this on. */
  presentDelivered(item: Item): void;
  /** Resolves once it is decided, or the signal is aborted (then to false). The leg is left running. */
  verdict(signal: AbortSignal): Promise<boolean>;
  /** From now on what the leg tells goes to `next`, beginning with what was kept. */
  adopt(next: LegObserver, signal: AbortSignal): void;
};

/**
 * The trial is good when, for some seconds, each event comes no later than a moment after the present transport brought
 * the same one: a proxy's buffer that fills now and then lets through what is young as well. It failed when it ended,
 * brought nothing in time, or when too much came to be kept.
 */
export function startTrial(
  transport: Transport,
  delivery: Delivery,
  observer: Pick<TransportObserver, 'requestSent' | 'requestAnswered'>,
  startLeg: (transport: Transport, cursor: CursorRequest, observer: LegObserver) => Leg,
  limits: AutomaticLimits,
  platform: Platform,
): Trial {
  /** When the present transport brought which event that the trial has not brought yet; oldest first. */
  const awaited = new Map<number, number>();
  /** The newest event that the trial has brought. */
  let brought: CursorRequest | undefined;
  let keepsUpSince: number | undefined;
  let kept: Item[] = [];
  const failure = new AbortController();
  let target: LegObserver = {
    state() {},
    item: keep,
    requestSent: (sentAt, by) => observer.requestSent(sentAt, by),
    requestAnswered: (answer) => observer.requestAnswered(answer),
  };

  const leg = startLeg(transport, delivery.cursor(), {
    state: (state) => target.state(state),
    item: (item) => target.item(item),
    requestSent: (sentAt, by) => target.requestSent(sentAt, by),
    requestAnswered: (answer) => target.requestAnswered(answer),
  });
  leg.ended.then(() => failure.abort());

  function keep(item: Item): void {
    kept = kept.filter((one) => one.kind === 'gap' || !delivery.covers(one.at));
    if (kept.length === limits.maxKeptEvents) {
      const detail = `more than ${limits.maxKeptEvents} events came before the trial was decided`;
      leg.stop({ kind: 'overflow', retry: true, detail });
      return;
    }
    kept.push(item);
    if (item.kind === 'gap' || !isSameEpoch(item.at, delivery.cursor())) return;
    brought = item.at;
    for (const [id, presentSince] of awaited) {
      if (id > item.at.id) break;
      if (platform.now() > deadline(presentSince)) failure.abort();
      awaited.delete(id);
    }
    keepsUpSince ??= platform.now();
  }

  /** When the trial is outrun: the oldest event that is awaited is overdue. */
  function overdueAt(): number {
    const [oldest] = awaited.values();
    return oldest === undefined || leg.upSince() === undefined ? Number.POSITIVE_INFINITY : deadline(oldest);
  }

  function provenAt(): number {
    return keepsUpSince === undefined ? Number.POSITIVE_INFINITY : keepsUpSince + limits.proveMs;
  }

  function deadline(presentSince: number): number {
    return Math.max(presentSince, leg.upSince() ?? 0) + limits.graceMs;
  }

  return {
    leg,
    presentDelivered(item) {
      if (item.kind === 'gap') return awaited.clear();
      if (brought && isSameEpoch(brought, item.at) && brought.id >= item.at.id) return;
      // More than that in the time that a trial is given to be open: the present transport does well.
      if (awaited.size < limits.maxKeptEvents) awaited.set(item.at.id, platform.now());
    },
    async verdict(signal) {
      const abort = () => failure.abort();
      signal.addEventListener('abort', abort);
      if (signal.aborted) abort();
      const givenUpAt = () => (keepsUpSince === undefined ? leg.startedAt + limits.trialMs : Number.POSITIVE_INFINITY);
      await waitUntil(() => Math.min(givenUpAt(), overdueAt(), provenAt()), failure.signal, platform);
      signal.removeEventListener('abort', abort);
      const now = platform.now();
      return !failure.signal.aborted && now >= provenAt() && now < overdueAt();
    },
    adopt(next, signal) {
      target = next;
      const items = kept;
      kept = [];
      next.state(leg.lastState());
      // The observer may stop all inside any callback.
      for (const item of items) if (!signal.aborted) next.item(item);
    },
  };
}

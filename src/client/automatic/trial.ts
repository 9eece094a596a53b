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
 * The trial is good when its first event comes no later than a moment after the present transport brought the same
 * one. It failed when it ended, brought nothing in time, or when too much came to be kept.
 *
 * A way that is quick at first and slow later is not seen through: the watch and the ladder deal with that.
 */
export function startTrial(
  transport: Transport,
  delivery: Delivery,
  observer: Pick<TransportObserver, 'requestSent' | 'requestAnswered'>,
  startLeg: (transport: Transport, cursor: CursorRequest, observer: LegObserver) => Leg,
  limits: AutomaticLimits,
  platform: Platform,
): Trial {
  /** When the present transport brought which event of the present epoch, since the trial began. */
  const presentAt = new Map<number, number>();
  let firstPresentAt: number | undefined;
  let kept: Item[] = [];
  let decided: boolean | undefined;
  let decide = (_: boolean) => {};
  const decision = new Promise<boolean>((resolve) => {
    decide = (isGood) => {
      decided ??= isGood;
      resolve(decided);
    };
  });
  let target: LegObserver = {
    state() {},
    item: keep,
    requestSent: (sentAt) => observer.requestSent(sentAt),
    requestAnswered: (answer) => observer.requestAnswered(answer),
  };

  const leg = startLeg(transport, delivery.cursor(), {
    state: (state) => target.state(state),
    item: (item) => target.item(item),
    requestSent: (sentAt) => target.requestSent(sentAt),
    requestAnswered: (answer) => target.requestAnswered(answer),
  });
  leg.ended.then(() => decide(false));

  function keep(item: Item): void {
    kept = kept.filter((one) => one.kind === 'gap' || !delivery.covers(one.at));
    if (kept.length === limits.maxKeptEvents) {
      const detail = `more than ${limits.maxKeptEvents} events came before the trial was decided`;
      leg.stop({ kind: 'overflow', retry: true, detail });
      return;
    }
    kept.push(item);
    if (item.kind === 'gap' || !isSameEpoch(item.at, delivery.cursor())) return;
    const before = presentAt.get(item.at.id);
    const isLate = before !== undefined && platform.now() > deadline(before);
    decide(!isLate);
  }

  function deadline(presentSince: number): number {
    return Math.max(presentSince, leg.upSince() ?? 0) + limits.graceMs;
  }

  return {
    leg,
    presentDelivered(item) {
      if (item.kind === 'gap') return presentAt.clear();
      firstPresentAt ??= platform.now();
      // More than that in the time that a trial is given to be open: the present transport does well.
      if (presentAt.size < limits.maxKeptEvents) presentAt.set(item.at.id, platform.now());
    },
    async verdict(signal) {
      const outrun = () =>
        firstPresentAt !== undefined && leg.upSince() !== undefined
          ? deadline(firstPresentAt)
          : Number.POSITIVE_INFINITY;
      const stop = new AbortController();
      const abort = () => stop.abort();
      signal.addEventListener('abort', abort);
      if (signal.aborted) abort();
      decision.then(abort);
      await waitUntil(() => Math.min(leg.startedAt + limits.trialMs, outrun()), stop.signal, platform);
      signal.removeEventListener('abort', abort);
      return decided === true && !signal.aborted;
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

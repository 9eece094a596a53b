import { TRANSPORT_LABELS, type Transport } from '../protocol/transports.ts';
import { createDelivery, type Item } from './automatic/delivery.ts';
import { createLadder } from './automatic/ladder.ts';
import { type Leg, type LegObserver, legStarter, type Transports } from './automatic/leg.ts';
import { type AutomaticLimits, DEFAULT_AUTOMATIC_LIMITS } from './automatic/limits.ts';
import { startTrial, type Trial } from './automatic/trial.ts';
import { watchForHeldBack } from './automatic/watch.ts';
import type { Platform } from './platform.ts';
import { waitUntil } from './timing.ts';
import { ABORTED, type Attempt, type ClientTransport, type CloseReason, type TransportConfig } from './transport.ts';

export type { AutomaticLimits } from './automatic/limits.ts';

/** Which transport is used, since when (client's clock, ms), and why, in words. */
export type Negotiation = { readonly transport: Transport; readonly since: number; readonly why: string };

/** For tests: other limits, other transports. */
export type AutomaticOptions = { readonly limits?: Partial<AutomaticLimits>; readonly transports?: Transports };

/**
 * A transport that picks its transport itself: WebSocket, then Server-Sent Events, long polling, short polling.
 *
 *              could not be opened, held events back, broke off again and again
 *           ┌───────────────► SSE ───────────────► long polling ──────────► short polling
 *   WebSocket ◄────────────────┴────────────────────────┴─────────────────────┘
 *              a better one, tried beside the present one, is as quick
 *
 * One attempt goes down the ladder until a transport works, and is over when the one that worked is lost or none does:
 * the session decides when to try again. What worked and what did not is remembered from attempt to attempt.
 *
 * @param tell Called when an attempt works, and at each change from then on.
 */
export function createAutomatic(
  config: TransportConfig,
  platform: Platform,
  tell: (negotiated: Negotiation) => void,
  options: AutomaticOptions = {},
): ClientTransport {
  const limits = { ...DEFAULT_AUTOMATIC_LIMITS, ...options.limits };
  const startLeg = legStarter(config, platform, options.transports);
  const ladder = createLadder(limits);
  let negotiation: Negotiation | undefined;

  return {
    async run(attempt) {
      if (attempt.signal.aborted) return ABORTED;
      const stops = new Set<() => void>();
      const abort = () => {
        for (const stop of stops) stop();
      };
      attempt.signal.addEventListener('abort', abort);
      try {
        return await descend(attempt, stops);
      } finally {
        if (attempt.signal.aborted) negotiation = undefined;
        attempt.signal.removeEventListener('abort', abort);
      }
    },
  };

  async function descend({ cursor, observer, signal }: Attempt, stops: Set<() => void>): Promise<CloseReason> {
    const delivery = createDelivery(cursor, observer);
    let refused: Transport[] = [];
    let trial: Trial | undefined;
    let told: Transport | undefined;
    let leg = start(ladder.start(platform.now()));
    let firstProbeMs = limits.probeAfterMs;

    for (;;) {
      const outcome = await stay();
      if (signal.aborted) {
        await leg.stop();
        if (outcome.kind === 'climbed') await outcome.trial.leg.stop();
        return ABORTED;
      }
      if (outcome.kind === 'climbed') {
        await climbTo(outcome.trial);
        firstProbeMs = limits.probeAfterMs;
        continue;
      }
      const { transport } = leg;
      const reason = outcome.kind === 'ended' ? outcome.reason : await leg.stop(HELD_BACK);
      if (signal.aborted) return ABORTED;
      const now = platform.now();
      const upSince = leg.upSince();

      if (outcome.kind === 'held-back') {
        if (upSince !== undefined) observer.state('reconnecting');
        if (signal.aborted) return ABORTED;
        // Whoever brought something before may as well be dead without a word: a new connection tells.
        if (leg.hasBrought() && ladder.takeSecondChance(transport, now)) {
          leg = start(transport);
          firstProbeMs = limits.graceMs;
          continue;
        }
        ladder.failed(transport, upSince === undefined ? 'unanswered' : 'held-back', now, now - (upSince ?? now));
      } else if (upSince !== undefined) {
        ladder.ended(transport, now - upSince, now);
        return reason;
      } else {
        // Who is asked to wait would only annoy by asking in another way.
        if (reason.kind === 'http-status' && reason.retryAfterMs !== undefined) return reason;
        refused.push(transport);
      }

      const next = ladder.below(transport, now);
      if (next === undefined) {
        ladder.nothingWorked();
        return reason;
      }
      leg = start(next);
      firstProbeMs = limits.probeAfterMs;
    }

    function start(transport: Transport): Leg {
      const observing = presentObserver(() => up(transport));
      return startLeg(transport, delivery.cursor(), observing, stops);
    }

    function presentObserver(answered: () => void): LegObserver {
      return {
        state: (state) => observer.state(state),
        item(item: Item) {
          if (delivery.deliver(item)) trial?.presentDelivered(item);
        },
        requestSent: (sentAt, by) => observer.requestSent(sentAt, by),
        requestAnswered(answer) {
          observer.requestAnswered(answer);
          if (!signal.aborted) answered();
        },
      };
    }

    function up(transport: Transport, isBetter = false): void {
      ladder.worked(transport, refused, platform.now());
      refused = [];
      if (told === transport) return;
      told = transport;
      // The same one as before the loss is told again, because whoever listens may be another.
      if (negotiation?.transport !== transport) {
        const works = isBetter ? 'the way is clear again: ' : '';
        const why = [...ladder.whyNotBetter(transport), `${works}${TRANSPORT_LABELS[transport]} works`].join('; ');
        negotiation = { transport, since: platform.now(), why };
      }
      tell(negotiation);
    }

    /** Until the leg is over, is found to hold events back, or a better one is found. */
    async function stay(): Promise<Outcome> {
      const scope = new AbortController();
      const end = () => scope.abort();
      stops.add(end);
      if (signal.aborted) end();
      const watching = watch(scope.signal);
      const climbing = climb(scope.signal);
      const outcome = await new Promise<Outcome>((resolve) => {
        leg.ended.then((reason) => resolve({ kind: 'ended', reason }));
        watching.then((isHeldBack) => isHeldBack && resolve({ kind: 'held-back' }));
        climbing.then((found) => found && resolve({ kind: 'climbed', trial: found }));
      });
      stops.delete(end);
      end();
      await watching;
      const found = await climbing;
      if (outcome.kind !== 'climbed') {
        trial = undefined;
        await found?.leg.stop();
      }
      return outcome;
    }

    async function watch(scope: AbortSignal): Promise<boolean> {
      if (leg.transport === 'short-polling') return false;
      const cleared = () => {
        if (leg.transport !== 'long-polling' || leg.upSince() !== undefined) return;
        leg.markUp();
        up(leg.transport);
      };
      const watched = { leg, delivery, firstProbeMs, cleared, observer, signal: scope };
      return watchForHeldBack(watched, config, limits, platform);
    }

    /** Tries better transports beside the present one; resolves to the first that is good. */
    async function climb(scope: AbortSignal): Promise<Trial | undefined> {
      if (leg.transport === 'websocket') return undefined;
      const nextClimb = () => {
        const since = leg.upSince();
        return since === undefined ? undefined : ladder.nextClimb(leg.transport, since, platform.now());
      };
      while (!scope.aborted) {
        await waitUntil(() => nextClimb()?.at ?? Number.POSITIVE_INFINITY, scope, platform);
        const next = nextClimb();
        if (scope.aborted || !next) break;
        trial = startTrial(
          next.transport,
          delivery,
          observer,
          (...start) => startLeg(...start, stops),
          limits,
          platform,
        );
        if (await trial.verdict(scope)) return trial;
        await trial.leg.stop();
        trial = undefined;
        if (!scope.aborted) ladder.failed(next.transport, 'trial', platform.now());
      }
      return undefined;
    }

    /** The present transport is stopped before the other takes over, so that never two deliver. */
    async function climbTo(better: Trial): Promise<void> {
      await leg.stop();
      trial = undefined;
      leg = better.leg;
      if (signal.aborted) return;
      const { transport } = leg;
      leg.markUp();
      up(transport, true);
      if (!signal.aborted)
        better.adopt(
          presentObserver(() => {}),
          signal,
        );
    }
  }
}

const HELD_BACK: CloseReason = { kind: 'timeout', retry: true, detail: 'events were held back on the way' };

type Outcome =
  | { readonly kind: 'ended'; readonly reason: CloseReason }
  | { readonly kind: 'held-back' }
  | { readonly kind: 'climbed'; readonly trial: Trial };

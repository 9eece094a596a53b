import { TRANSPORT_LABELS, type Transport } from '../../protocol/transports.ts';
import type { AutomaticLimits } from './limits.ts';

/** The transports, best first. */
export const RUNGS = ['websocket', 'sse', 'long-polling', 'short-polling'] as const satisfies readonly Transport[];
const BOTTOM = 3;
/** After so many attempts without any rung that works, what worked before counts for nothing. */
const MAX_FAILED_PASSES = 2;

/** Why a transport was left, as it follows the transport's name. */
export const WHY_LEFT = {
  refused: 'could not be opened',
  'held-back': 'was open, but events were held back on the way (as a buffering proxy does)',
  unanswered: 'did not answer in time, although the server does',
  'died-young': 'broke off again and again',
  trial: 'did not work when it was tried again',
} as const;

export type WhyLeft = keyof typeof WHY_LEFT;

/** What is remembered of the transports, across attempts; time is a parameter. */
export type Ladder = {
  /** The rung to begin an attempt with: what worked last, or the best that is not known as bad. */
  start(now: number): Transport;
  /** The next lower rung that is not known as bad; the last one is always there. */
  below(transport: Transport, now: number): Transport | undefined;
  /** It was answered, or its stream opened; `refused` are those of this attempt that were not. */
  worked(transport: Transport, refused: readonly Transport[], now: number): void;
  /** It is bad for a while, longer each time unless it was up for long before. */
  failed(transport: Transport, why: WhyLeft, now: number, uptimeMs?: number): void;
  /** It was up for so long and is over. */
  ended(transport: Transport, uptimeMs: number, now: number): void;
  /** No rung of an attempt worked. */
  nothingWorked(): void;
  /** Whether a connection that stalls may be made again before its transport is left; true once in a while. */
  takeSecondChance(transport: Transport, now: number): boolean;
  /** The better rung that is due to be tried first, and when; undefined on the top. */
  nextClimb(transport: Transport, since: number, now: number): { transport: Transport; at: number } | undefined;
  /** Why the rungs above are not taken: "WebSocket could not be opened". */
  whyNotBetter(transport: Transport): string[];
};

type Rung = { badUntil: number; failures: number; diedYoung: number; stalledAt: number; why: WhyLeft | undefined };

export function createLadder(limits: AutomaticLimits): Ladder {
  const NEVER = Number.NEGATIVE_INFINITY;
  const rungs = new Map<Transport, Rung>(
    RUNGS.map((transport) => [
      transport,
      { badUntil: NEVER, failures: 0, diedYoung: 0, stalledAt: NEVER, why: undefined },
    ]),
  );
  const rung = (transport: Transport) => rungs.get(transport) as Rung;
  let last: Transport | undefined;
  let failedPasses = 0;

  return {
    start(now) {
      const isKnown = last !== undefined && failedPasses < MAX_FAILED_PASSES;
      return firstGood(isKnown ? RUNGS.indexOf(last as Transport) : 0, now) ?? firstGood(0, now) ?? RUNGS[BOTTOM];
    },
    below(transport, now) {
      const next = RUNGS.indexOf(transport) + 1;
      return next > BOTTOM ? undefined : (firstGood(next, now) ?? RUNGS[BOTTOM]);
    },
    worked(transport, refused, now) {
      last = transport;
      failedPasses = 0;
      for (const other of refused) failed(other, 'refused', now);
      Object.assign(rung(transport), { badUntil: NEVER, why: undefined });
    },
    failed,
    ended(transport, uptimeMs, now) {
      const { diedYoung } = rung(transport);
      const isYoung = uptimeMs < limits.minUptimeMs;
      rung(transport).diedYoung = isYoung ? diedYoung + 1 : 0;
      if (uptimeMs >= limits.steadyMs) rung(transport).failures = 0;
      if (rung(transport).diedYoung >= limits.diedYoungTimes) failed(transport, 'died-young', now);
    },
    nothingWorked() {
      failedPasses += 1;
    },
    takeSecondChance(transport, now) {
      const { stalledAt } = rung(transport);
      rung(transport).stalledAt = now;
      return now - stalledAt > limits.secondChanceMs;
    },
    nextClimb(transport, since, now) {
      const better = RUNGS.slice(0, RUNGS.indexOf(transport)).map((name) => ({
        transport: name,
        at: Math.max(rung(name).badUntil, since + limits.climbAfterMs),
      }));
      const due = better.find(({ at }) => at <= now);
      return due ?? better.sort((a, b) => a.at - b.at)[0];
    },
    whyNotBetter: (transport) =>
      RUNGS.slice(0, RUNGS.indexOf(transport)).flatMap((name) => {
        const { why } = rung(name);
        return why === undefined ? [] : [`${TRANSPORT_LABELS[name]} ${WHY_LEFT[why]}`];
      }),
  };

  function failed(transport: Transport, why: WhyLeft, now: number, uptimeMs = 0): void {
    const it = rung(transport);
    // What the transport was left for says more than that a later trial failed.
    it.why = why === 'trial' ? (it.why ?? why) : why;
    it.diedYoung = 0;
    if (uptimeMs >= limits.steadyMs) it.failures = 0;
    it.badUntil = now + Math.min(limits.maxClimbAfterMs, limits.climbAfterMs * 2 ** it.failures);
    it.failures += 1;
  }

  function firstGood(from: number, now: number): Transport | undefined {
    return RUNGS.slice(from).find((transport) => rung(transport).badUntil <= now);
  }
}

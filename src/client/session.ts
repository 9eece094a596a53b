import type { Circuit, SessionPolicy } from '../protocol/session-policy.ts';
import { backoffMs } from './backoff.ts';
import { createCircuit } from './circuit.ts';
import type { Platform } from './platform.ts';
import { waitUntil } from './timing.ts';
import { ABORTED, type Attempt, type ClientTransport, type CloseReason, type TransportObserver } from './transport.ts';

export { DEFAULT_SESSION_POLICY, type SessionPolicy } from '../protocol/session-policy.ts';

export type SessionObserver = TransportObserver & {
  /** An attempt begins; client's clock, ms. */
  attempting(at: number): void;
  /** Told on each change; it is closed in the beginning. */
  circuit(circuit: Circuit): void;
  /** An attempt is over. Told again when a change of the policy moves the next one. */
  retrying(retry: Retry): void;
};

export type Retry = {
  /** Failures in a row. */
  readonly attempt: number;
  /** When the next attempt starts; client's clock, ms. */
  readonly retryAt: number;
  readonly reason: CloseReason;
  readonly circuit: Circuit;
};

/**
 * Keeps a transport alive: attempt after attempt, each from where the last one stopped, so that
 * nothing is lost and nothing comes twice.
 *
 * Between attempts it waits as `backoff.ts` has it, at least as long as the server asked for with
 * `Retry-After`, and for as long as its circuit is open.
 *
 * @param policy Every field is read anew when it is needed, so the owner may change a value while it
 * runs; a wait that is on goes by the new one.
 * @returns once the signal is aborted, or when another attempt makes no sense, or after `maxTries`
 * failures in a row: the last reason.
 */
export async function runSession(
  transport: ClientTransport,
  { cursor: start, observer, signal }: Omit<Attempt, 'observer'> & { readonly observer: SessionObserver },
  policy: SessionPolicy,
  platform: Platform,
): Promise<CloseReason> {
  const breaker = createCircuit(policy);
  let cursor = start;
  let failures = 0;
  let previousMs: number | undefined;

  /** Does what may change the circuit, and tells when it did. */
  function tellingCircuit(change: () => void): void {
    const before = breaker.circuit();
    change();
    if (breaker.circuit() !== before) observer.circuit(breaker.circuit());
  }

  while (!signal.aborted) {
    let upSince: number | undefined;
    tellingCircuit(breaker.attempted);
    // The observer may stop the session inside any callback: then nothing more is told.
    if (!signal.aborted) observer.attempting(platform.now());
    if (signal.aborted) return ABORTED;
    const reason = await transport.run({
      cursor,
      signal,
      observer: {
        ...observer,
        event(event, at, receivedAt) {
          cursor = at;
          observer.event(event, at, receivedAt);
        },
        gap(gap) {
          cursor = gap.resumedAt;
          observer.gap(gap);
        },
        requestAnswered(answer) {
          upSince ??= answer.answeredAt;
          tellingCircuit(breaker.answered);
          if (!signal.aborted) observer.requestAnswered(answer);
        },
      },
    });
    if (signal.aborted) return ABORTED;
    if (!reason.retry) return reason;

    const failedAt = platform.now();
    const wasUp = upSince !== undefined && failedAt - upSince >= policy.minUptimeMs;
    failures = wasUp ? 1 : failures + 1;
    if (wasUp) previousMs = undefined;
    tellingCircuit(() => breaker.failed(failedAt, wasUp));

    const draw = { failures, chance: platform.random(), previousMs };
    const askedMs = reason.kind === 'http-status' ? (reason.retryAfterMs ?? 0) : 0;
    let told: number | undefined;
    await waitUntil(
      () => {
        if (signal.aborted || givesUp(policy, failures)) return failedAt;
        previousMs = backoffMs(policy, draw);
        const delayMs = Math.max(previousMs, Math.min(askedMs, policy.maxRetryAfterMs));
        const retryAt = Math.max(failedAt + delayMs, breaker.probeAt());
        if (retryAt !== told) observer.retrying({ attempt: failures, retryAt, reason, circuit: breaker.circuit() });
        told = retryAt;
        return retryAt;
      },
      signal,
      platform,
    );
    if (givesUp(policy, failures) && !signal.aborted) return gaveUp(reason, failures);
  }
  return ABORTED;
}

function givesUp({ maxTries }: SessionPolicy, failures: number): boolean {
  return maxTries > 0 && failures >= maxTries;
}

function gaveUp(reason: CloseReason, failures: number): CloseReason {
  if (reason.kind === 'aborted') return reason;
  const tries = failures === 1 ? 'one try' : `${failures} tries`;
  return { ...reason, detail: `gave up after ${tries}: ${reason.detail}` };
}

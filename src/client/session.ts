import { ExponentialBackoff, type IBackoff } from 'cockatiel';
import type { Platform } from './platform.ts';
import { sleep } from './timing.ts';
import { ABORTED, type Attempt, type ClientTransport, type CloseReason, type TransportObserver } from './transport.ts';

export type SessionPolicy = {
  /** Longest wait before the first retry. */
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
  /** By what the longest wait grows with each failure. */
  readonly factor: number;
  /** An attempt that was up this long counts as a success: the next failure is a first one again. */
  readonly minUptimeMs: number;
  /** Largest `Retry-After` that is obeyed. */
  readonly maxRetryAfterMs: number;
};

export const DEFAULT_SESSION_POLICY: SessionPolicy = {
  baseDelayMs: 500,
  maxDelayMs: 30_000,
  factor: 2,
  minUptimeMs: 5_000,
  maxRetryAfterMs: 300_000,
};

export type SessionObserver = TransportObserver & {
  /** An attempt is over; the next one, the `attempt`th in a row, starts at `retryAt` (client's clock, ms). */
  retrying(retry: { readonly attempt: number; readonly retryAt: number; readonly reason: CloseReason }): void;
};

/**
 * Keeps a transport alive: attempt after attempt, each from where the last one stopped, so that
 * nothing is lost and nothing comes twice.
 *
 * Between attempts it waits a random time from zero to an exponentially growing bound ("full
 * jitter", https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), and at least
 * as long as the server asked for with `Retry-After`.
 *
 * @returns once the signal is aborted, or when another attempt makes no sense: the last reason.
 */
export async function runSession(
  transport: ClientTransport,
  { cursor: start, observer, signal }: Omit<Attempt, 'observer'> & { readonly observer: SessionObserver },
  policy: SessionPolicy,
  platform: Platform,
): Promise<CloseReason> {
  let cursor = start;
  let failures = 0;
  let backoff: IBackoff<unknown> | undefined;

  while (!signal.aborted) {
    let upSince: number | undefined;
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
          observer.requestAnswered(answer);
        },
      },
    });
    if (signal.aborted) return ABORTED;
    if (!reason.retry) return reason;

    const wasUp = upSince !== undefined && platform.now() - upSince >= policy.minUptimeMs;
    failures = wasUp ? 1 : failures + 1;
    backoff = wasUp || !backoff ? startBackoff(policy, platform) : backoff.next(undefined);
    const asked = reason.kind === 'http-status' ? (reason.retryAfterMs ?? 0) : 0;
    const delayMs = Math.max(backoff.duration, Math.min(asked, policy.maxRetryAfterMs));
    observer.retrying({ attempt: failures, retryAt: platform.now() + delayMs, reason });
    await sleep(delayMs, signal, platform);
  }
  return ABORTED;
}

function startBackoff(policy: SessionPolicy, { random }: Platform): IBackoff<unknown> {
  return new ExponentialBackoff<number>({
    initialDelay: policy.baseDelayMs,
    maxDelay: policy.maxDelayMs,
    exponent: policy.factor,
    generator: (failures = 0, { initialDelay, maxDelay, exponent }) => [
      random() * Math.min(maxDelay, initialDelay * exponent ** failures),
      failures + 1,
    ],
  }).next();
}

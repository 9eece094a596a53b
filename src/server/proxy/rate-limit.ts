import { ProblemError } from '../problems.ts';
import type { ClientKey } from '../wire/booking.ts';

export type RateLimit = {
  /** Throws 429 with `Retry-After` when the client asked too often; 0 sets no limit. */
  admit(client: ClientKey, requestsPerMinute: number): void;
};

/** What may be saved up: ten seconds' worth, and one request at the least. */
const BURST_SECONDS = 10;

/** The clients seen longest ago are forgotten past this many, and so begin with a full bucket again. */
const MAX_CLIENTS = 1_000;

/** A token bucket for each client: it fills steadily, and a request takes one out. */
export function createRateLimit(now: () => number): RateLimit {
  const buckets = new Map<ClientKey, { readonly tokens: number; readonly at: number }>();

  return {
    admit(client, requestsPerMinute) {
      if (requestsPerMinute === 0) {
        buckets.delete(client);
        return;
      }
      const perMs = requestsPerMinute / 60_000;
      const capacity = Math.max(1, perMs * 1_000 * BURST_SECONDS);
      const at = now();
      const before = buckets.get(client) ?? { tokens: capacity, at };
      const tokens = Math.min(capacity, before.tokens + (at - before.at) * perMs);
      const isAdmitted = tokens >= 1;
      buckets.delete(client);
      buckets.set(client, { tokens: isAdmitted ? tokens - 1 : tokens, at });
      if (buckets.size > MAX_CLIENTS) buckets.delete(buckets.keys().next().value as ClientKey);
      if (isAdmitted) return;
      const seconds = Math.ceil((1 - tokens) / perMs / 1_000);
      throw new ProblemError(
        429,
        `The proxy allows ${requestsPerMinute} requests a minute; try again in ${seconds} s`,
        {
          headers: { 'Retry-After': `${seconds}` },
        },
      );
    },
  };
}

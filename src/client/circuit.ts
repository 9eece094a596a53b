import type { Circuit, SessionPolicy } from '../protocol/session-policy.ts';

/**
 * A circuit breaker; time is a parameter.
 *
 *   closed ── `breakerThreshold` failures in a row ──► open ── `breakerCoolDownMs` ──► half-open
 *      ▲                                                 ▲                                │ │
 *      └───────────── the probe was answered ────────────┼────────────────────────────────┘ │
 *                                                        └────────── the probe failed ──────┘
 *
 * cockatiel's breaker wraps a call that ends, while an attempt at a stream is a success for as long as it lasts, and
 * reads `Date.now` itself.
 */
export type CircuitBreaker = {
  circuit(): Circuit;
  /** When an open circuit lets a probe through; in the past for any other. */
  probeAt(): number;
  /** An attempt begins: of an open circuit it is the probe. */
  attempted(): void;
  /** The attempt was answered, or its stream is open. */
  answered(): void;
  /** The attempt is over. `wasUp`: it was up long enough to be a success, so this failure is a first one again. */
  failed(now: number, wasUp: boolean): void;
};

type Rules = Pick<SessionPolicy, 'breakerThreshold' | 'breakerCoolDownMs'>;

/** The rules are read anew when they are needed, so the owner may change them while it runs. */
export function createCircuit(rules: Rules): CircuitBreaker {
  let circuit: Circuit = 'closed';
  let failures = 0;
  let openedAt = Number.NEGATIVE_INFINITY;

  return {
    circuit: () => circuit,
    probeAt() {
      const isOpen = circuit === 'open' && rules.breakerThreshold > 0;
      return isOpen ? openedAt + rules.breakerCoolDownMs : Number.NEGATIVE_INFINITY;
    },
    attempted() {
      if (circuit !== 'open') return;
      if (rules.breakerThreshold > 0) circuit = 'half-open';
      else close();
    },
    answered() {
      if (circuit === 'half-open') close();
    },
    failed(now, wasUp) {
      failures = wasUp ? 1 : failures + 1;
      if (rules.breakerThreshold === 0) return close();
      if (circuit !== 'half-open' && failures < rules.breakerThreshold) return;
      circuit = 'open';
      openedAt = now;
    },
  };

  function close(): void {
    circuit = 'closed';
    failures = 0;
  }
}

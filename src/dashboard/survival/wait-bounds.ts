import type { SessionPolicy } from '../../protocol/session-policy.ts';

/** Between which the wait before a try is drawn, ms. Without jitter both are the same. */
export type WaitBounds = { readonly low: number; readonly high: number };

type Rules = Pick<SessionPolicy, 'baseDelayMs' | 'factor' | 'maxDelayMs' | 'jitter'>;

/** The bounds of the waits after the first, second, ... failure in a row, by the formulae of `session-policy.ts`. */
export function waitBounds(policy: Rules, tries: number): readonly WaitBounds[] {
  const bounds: WaitBounds[] = [];
  for (let failures = 1; failures <= tries; failures += 1) bounds.push(boundsAfter(policy, failures, bounds.at(-1)));
  return bounds;
}

function boundsAfter(
  { baseDelayMs, factor, maxDelayMs, jitter }: Rules,
  failures: number,
  before: WaitBounds | undefined,
): WaitBounds {
  const bound = Math.min(maxDelayMs, baseDelayMs * factor ** (failures - 1));
  switch (jitter) {
    case 'none':
      return { low: bound, high: bound };
    case 'full':
      return { low: 0, high: bound };
    case 'equal':
      return { low: bound / 2, high: bound };
    case 'decorrelated': {
      const upTo = Math.max(baseDelayMs, 3 * (before?.high ?? baseDelayMs));
      return { low: Math.min(maxDelayMs, baseDelayMs), high: Math.min(maxDelayMs, upTo) };
    }
  }
}

import type { z } from 'zod';

/** A number whose every refusal names the whole range. */
export function inRange(kind: typeof z.number | typeof z.int, what: string, min: number, max: number) {
  const rule = `must be ${what} from ${min} to ${max}`;
  return kind(rule).min(min, rule).max(max, rule);
}

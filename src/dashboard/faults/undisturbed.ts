import type { FaultCosts } from '../../lab/messages.ts';
import type { LaneName } from '../../protocol/lanes.ts';

type Stretch = { readonly at: number; readonly recoveredAt: number };

/**
 * A fault's stretch on a lane, and since when it was quiet before: the faults before it were over and recovered from.
 * Undefined when another fault falls into it, so that nobody can say which of the two cost what.
 */
export function undisturbed(
  faults: readonly FaultCosts[],
  lane: LaneName,
  { at, recoveredAt }: Stretch,
): (Stretch & { readonly quietSince: number }) | undefined {
  let quietSince = Number.NEGATIVE_INFINITY;
  for (const { fault, lanes } of faults) {
    if (fault.at === at) continue;
    const recoveredAfterMs = lanes[lane]?.recoveredAfterMs;
    const over = recoveredAfterMs === undefined ? Number.POSITIVE_INFINITY : fault.at + recoveredAfterMs;
    if (fault.at < at) quietSince = Math.max(quietSince, fault.until, over);
    else if (fault.at < recoveredAt) return undefined;
  }
  return quietSince < at ? { at, recoveredAt, quietSince } : undefined;
}

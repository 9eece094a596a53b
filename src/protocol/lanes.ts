import { TRANSPORT_LABELS, TRANSPORTS } from './transports.ts';

/** The lanes, in the order in which they are shown: one for each transport, and one that picks its transport itself. */
export const LANES = [...TRANSPORTS, 'automatic'] as const;

export type LaneName = (typeof LANES)[number];

/** The name a person reads; also the accessible name of the lane's region and switch. */
export const LANE_LABELS: Record<LaneName, string> = { ...TRANSPORT_LABELS, automatic: 'Automatic' };

/** One value for each lane, computed in their shown order. */
export function forEachLane<T>(make: (lane: LaneName) => T): Record<LaneName, T> {
  return Object.fromEntries(LANES.map((lane) => [lane, make(lane)])) as Record<LaneName, T>;
}

/**
 * Names a lane's traffic in the server's ledger. The automatic lane travels on the others' transports, so it needs a
 * name of its own to be told from them.
 */
export function clientOfLane(runClient: string, lane: LaneName): string {
  return lane === 'automatic' ? `${runClient}-auto` : runClient;
}

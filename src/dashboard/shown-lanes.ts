import type { Snapshot } from '../lab/messages.ts';
import { LANES, type LaneName } from '../protocol/lanes.ts';

/** The lanes that have a place where lanes stand beside each other: the four, and the automatic one once it ran. */
export function shownLanes(snapshot: Snapshot | undefined): readonly LaneName[] {
  return LANES.filter((lane) => lane !== 'automatic' || hasRun(snapshot));
}

function hasRun(snapshot: Snapshot | undefined): boolean {
  const lane = snapshot?.lanes.automatic;
  return lane !== undefined && (lane.on || lane.series.length > 0);
}

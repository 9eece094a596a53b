/** So far the picture stays behind what is known: a report may come that much later than usual. */
const LAG_MS = 600;

/** Further behind than this, as after a hidden tab, it leaps. */
const LEAP_MS = 3_000;

/** How quickly it comes nearer to where it should be: per millisecond, so much of the distance. */
const PULL = 1 / 2_000;

/**
 * The right end of a live picture. Reports come a few times a second and their `until` goes by leaps; the edge glides
 * behind it at the clock's pace, a little faster or slower, never back and never past it.
 */
export function nextEdge(edge: number | undefined, until: number, passedMs: number): number {
  if (edge === undefined || until - edge > LEAP_MS) return until - LAG_MS;
  if (edge >= until) return edge;
  const ahead = until - LAG_MS - edge;
  const pace = Math.max(0, 1 + ahead * PULL);
  return Math.min(until, edge + passedMs * pace);
}

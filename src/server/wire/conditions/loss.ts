/** A path as far as loss matters to it. */
export type LossyPath = { readonly rttMs: number; readonly jitterMs: number; readonly lossPercent: number };

/** Payload of a TCP segment on Ethernet: 1,500 bytes less 20 of IP and 20 of TCP. */
export const SEGMENT_BYTES = 1_460;

/** Shortest retransmission timeout of Linux (TCP_RTO_MIN); RFC 6298 would have a second. */
const MIN_TIMEOUT_MS = 200;

/** As many segments behind a lost one make the receiver ask for it again (fast retransmit, RFC 5681, section 3.2). */
const ENOUGH_TO_TELL = 3;

/** RFC 6298, section 2.5, lets a sender stop doubling at a minute. */
const MAX_TIMEOUT_MS = 60_000;

/** Past this many losses of one segment in a row we let it through: 30 % lost, one in 50,000 gets so far. */
const MAX_TRIES = 9;

/**
 * TCP hides loss: what an application sees is a stall, because everything behind a lost segment waits until it was sent
 * again. How long depends on what follows:
 *
 * - Three segments or more: the receiver's duplicate acknowledgements tell the sender, which costs one round trip.
 * - Fewer, as with events now and then: the sender's timer has to run out, `max(200 ms, longest round trip)`, doubled
 *   with each further loss of the same segment (RFC 6298, section 5.5).
 *
 * Congestion control, which would slow the sender down as well, is not modelled.
 *
 * @param followers how many segments are waiting behind this one for their turn on the link; without a limit to its
 * bandwidth none ever does.
 * @returns how often it was lost, and how much later it arrives, ms.
 */
export function stallOf(
  { rttMs, jitterMs, lossPercent }: LossyPath,
  followers: number,
  random: () => number,
): { readonly lost: number; readonly stallMs: number } {
  let lost = 0;
  let stallMs = 0;
  let timeoutMs = Math.max(MIN_TIMEOUT_MS, rttMs + jitterMs);
  while (lossPercent > 0 && lost < MAX_TRIES && random() * 100 < lossPercent) {
    lost += 1;
    if (lost === 1 && followers >= ENOUGH_TO_TELL) {
      stallMs += rttMs + jitterMs * random();
      continue;
    }
    stallMs += timeoutMs;
    timeoutMs = Math.min(2 * timeoutMs, MAX_TIMEOUT_MS);
  }
  return { lost, stallMs };
}

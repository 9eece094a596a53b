/** One question for the server's time: sent and answered by the client's clock, `serverNow` by the server's, ms. */
export type ClockExchange = {
  readonly sentAt: number;
  readonly serverNow: number;
  readonly receivedAt: number;
  /** The whole round trip as the page saw it, ms: longer, where the platform tells more exact times. */
  readonly seenRoundTripMs: number;
};

export type ClockEstimate = {
  /** Add this to the client's clock to get the server's, ms. */
  readonly offsetMs: number;
  /** The true offset is within this of `offsetMs`: half the best round trip and what clocks may drift since, ms. */
  readonly uncertaintyMs: number;
  /** The best round trip, ms. */
  readonly roundTripMs: number;
  /** The median round trip in the present run as the page sees it, ms: the first ones, while the page still loads, take far longer. */
  readonly usualRoundTripMs: number;
  /** Exchanges the estimate was chosen from. */
  readonly exchanges: number;
};

/** Two clocks may drift apart by this: 15 µs a second (PHI in RFC 5905, section 7.2). */
const DRIFT = 15e-6;

const MAX_EXCHANGES = 64;

/**
 * Estimates how far the server's clock is from the client's, as NTP does (RFC 5905, section 8): the
 * server read its clock somewhere between sending and receiving, so the middle is off by at most half
 * the round trip. The exchange with the smallest bound wins; a long one is no better for being new.
 */
export type ClockOffset = {
  /**
   * An exchange that cannot be true together with the present estimate means that a clock jumped: it starts anew.
   *
   * @returns whether one jumped.
   */
  add(exchange: ClockExchange): boolean;
  /** A new run: what a round trip usually takes is judged anew. */
  beginRun(): void;
  estimate(now: number): ClockEstimate | undefined;
};

export function createClockOffset(): ClockOffset {
  let exchanges: readonly ClockExchange[] = [];
  let seenInRun: readonly number[] = [];

  return {
    beginRun() {
      seenInRun = [];
    },
    add(exchange) {
      const known = estimate(exchange.receivedAt);
      const { offsetMs, uncertaintyMs } = boundsOf(exchange, exchange.receivedAt);
      const jumped = known !== undefined && Math.abs(offsetMs - known.offsetMs) > uncertaintyMs + known.uncertaintyMs;
      seenInRun = [...seenInRun, exchange.seenRoundTripMs].slice(-MAX_EXCHANGES);
      exchanges = jumped ? [exchange] : [...exchanges, exchange].slice(-MAX_EXCHANGES);
      return jumped;
    },
    estimate,
  };

  function estimate(now: number): ClockEstimate | undefined {
    const best = exchanges
      .map((exchange) => boundsOf(exchange, now))
      .reduce<Bounds | undefined>((a, b) => (a && a.uncertaintyMs <= b.uncertaintyMs ? a : b), undefined);
    if (!best) return undefined;
    const seen = [...seenInRun].sort((a, b) => a - b);
    const usualRoundTripMs = seen[Math.floor(seen.length / 2)] ?? best.roundTripMs;
    return { ...best, usualRoundTripMs, exchanges: exchanges.length };
  }
}

type Bounds = Omit<ClockEstimate, 'exchanges' | 'usualRoundTripMs'>;

function boundsOf({ sentAt, serverNow, receivedAt }: ClockExchange, now: number): Bounds {
  const roundTripMs = receivedAt - sentAt;
  return {
    offsetMs: serverNow - (sentAt + receivedAt) / 2,
    uncertaintyMs: roundTripMs / 2 + Math.max(0, now - receivedAt) * DRIFT,
    roundTripMs,
  };
}

import type { Arrivals } from '../protocol/experiment.ts';
import type { Transport } from '../protocol/transports.ts';

/** What a formula needs to know. */
export type Conditions = {
  readonly ratePerSecond: number;
  readonly arrivals: Arrivals;
  readonly pollIntervalMs: number;
  readonly holdSeconds: number;
  /** The usual (median) round trip of a small request as the page sees it: `clock.usualRoundTripMs`, ms. */
  readonly roundTripMs: number;
  /** Mean bytes of one exchange or event, measured: what a formula cannot know. */
  readonly bytes: {
    /** Up and down around one poll, without what grows with the events in it. */
    readonly perRequest: number;
    /** An event's payload with what frames it. */
    readonly perEvent: number;
  };
};

export type Quantity = {
  readonly value: number;
  /** The formula in words and symbols, and the same with the numbers of this run in it. */
  readonly formula: string;
  readonly filledIn: string;
};

/** What theory says of a transport under these conditions: means, in ms and per second. */
export type Prediction = {
  readonly latencyMs: Quantity;
  readonly requestsPerSecond: Quantity;
  readonly bytesPerSecond: Quantity;
};

/** The means that follow from how each transport works, if nothing but the round trip took time. */
export function predict(transport: Transport, conditions: Conditions): Prediction {
  switch (transport) {
    case 'short-polling':
      return predictShortPolling(conditions);
    case 'long-polling':
      return predictLongPolling(conditions);
    case 'sse':
    case 'websocket':
      return predictStream(conditions);
  }
}

/**
 * A poll follows `I` after the last answer and takes a round trip `R`, so polls are `I + R` apart. An event is
 * published at any time between two polls, waits half of that on average, and travels half a round trip.
 */
function predictShortPolling(conditions: Conditions): Prediction {
  const { pollIntervalMs: interval, roundTripMs: trip } = conditions;
  const cycleMs = interval + trip;
  return {
    latencyMs: {
      value: cycleMs / 2 + trip / 2,
      formula: '(I + R) / 2 + R / 2: half the time between two polls, and half a round trip',
      filledIn: `(${ms(interval)} + ${ms(trip)}) / 2 + ${ms(trip)} / 2`,
    },
    ...pollRates(conditions, cycleMs, 'I + R', `${ms(interval)} + ${ms(trip)}`),
  };
}

/**
 * After an answer the next request takes a round trip `R` to be there; what is published meanwhile waits for it.
 * Otherwise the request is held until the next event. So an answer and a request every `C`, and of the events those
 * published in the first `R` of it wait half of that.
 */
function predictLongPolling(conditions: Conditions): Prediction {
  const { roundTripMs: trip, ratePerSecond } = conditions;
  const gap = 1_000 / ratePerSecond;
  const { cycleMs, waitMs, cycle, cycleFilledIn } = longPollCycle(conditions, gap);
  return {
    latencyMs: {
      value: waitMs + trip / 2,
      formula: 'w + R / 2: the wait of what was published while no request was there, and half a round trip',
      filledIn: `${ms(waitMs)} + ${ms(trip)} / 2`,
    },
    ...pollRates(conditions, cycleMs, cycle, cycleFilledIn),
  };
}

function longPollCycle({ arrivals, roundTripMs: trip, holdSeconds }: Conditions, gap: number) {
  const hold = holdSeconds * 1_000;
  if (arrivals === 'poisson') {
    const toNextEvent = gap * (1 - Math.exp(-hold / gap));
    const cycleMs = trip + Math.exp(-trip / gap) * toNextEvent;
    return {
      cycleMs,
      waitMs: trip ** 2 / (2 * cycleMs),
      cycle: 'R + e^(−R/g) · g · (1 − e^(−H/g)), where g is the mean gap between events',
      cycleFilledIn: `${ms(trip)} + e^(−${ms(trip)}/${ms(gap)}) · ${ms(gap)} · (1 − e^(−${ms(hold)}/${ms(gap)}))`,
    };
  }
  // Events of a burst are a tenth of the mean gap apart.
  const spacing = arrivals === 'bursty' ? gap / 10 : gap;
  if (trip < spacing) {
    const requestsPerEvent = 1 + Math.floor(gap / (hold + trip));
    return {
      cycleMs: gap / requestsPerEvent,
      waitMs: 0,
      cycle: 'the gap between events, because a round trip is shorter (and a hold for each empty answer)',
      cycleFilledIn: ms(gap / requestsPerEvent),
    };
  }
  if (arrivals === 'steady') {
    const cycle = 'R, because the next event is there before the next request is';
    return { cycleMs: trip, waitMs: trip / 2, cycle, cycleFilledIn: ms(trip) };
  }
  return trip < 9 * spacing ? burstInManyTrips(trip, gap) : burstWithinOneTrip(trip, gap);
}

/** The first event of ten is answered at once; the others come while requests are on their way. */
function burstInManyTrips(trip: number, gap: number) {
  const requests = 1 + Math.ceil((0.9 * gap) / trip);
  return {
    cycleMs: (10 * gap) / requests,
    waitMs: (0.9 * trip) / 2,
    cycle: 'ten gaps for 1 + 0.9 g / R requests, because events of a burst share answers',
    cycleFilledIn: `10 · ${ms(gap)} / ${requests}`,
  };
}

/**
 * The first event of a burst releases a held request, and the other nine wait for the next one, a round trip later.
 * Then a request is held again unless another burst began meanwhile; the silence between bursts is 9.1 mean gaps.
 */
function burstWithinOneTrip(trip: number, gap: number) {
  const silence = 9.1 * gap;
  const none = Math.exp(-trip / silence);
  const held = none / (1 + none);
  const cycleMs = trip + held * silence;
  const burstsMet = Math.min(1, (10 * gap * held) / cycleMs);
  return {
    cycleMs,
    waitMs: burstsMet * 0.9 * (trip - gap / 2) + ((1 - burstsMet) * trip) / 2,
    cycle: 'R + h · 9.1 g, where h = e^(−R / 9.1 g) / (1 + e^(−R / 9.1 g)) is the share of requests that are held',
    cycleFilledIn: `${ms(trip)} + ${round(held)} · ${ms(silence)}`,
  };
}

/** An event is written when it is published, and travels half a round trip. Nothing is asked for. */
function predictStream({ roundTripMs: trip, ratePerSecond, bytes }: Conditions): Prediction {
  return {
    latencyMs: { value: trip / 2, formula: 'R / 2: half a round trip', filledIn: `${ms(trip)} / 2` },
    requestsPerSecond: { value: 0, formula: '0: one request opens the stream', filledIn: '0' },
    bytesPerSecond: {
      value: ratePerSecond * bytes.perEvent,
      formula: 'λ · E: events a second, each with its frame',
      filledIn: `${round(ratePerSecond)}/s · ${round(bytes.perEvent)} B`,
    },
  };
}

function pollRates({ ratePerSecond, bytes }: Conditions, cycleMs: number, cycle: string, cycleFilledIn: string) {
  const requestsPerSecond = 1_000 / cycleMs;
  return {
    requestsPerSecond: {
      value: requestsPerSecond,
      formula: `1 / C, where C is ${cycle}`,
      filledIn: `1 / (${cycleFilledIn})`,
    },
    bytesPerSecond: {
      value: requestsPerSecond * bytes.perRequest + ratePerSecond * bytes.perEvent,
      formula: 'Q / C + λ · E: the heads of each exchange, and each event',
      filledIn: `${round(bytes.perRequest)} B · ${round(requestsPerSecond)}/s + ${round(ratePerSecond)}/s · ${round(bytes.perEvent)} B`,
    },
  };
}

const ms = (value: number) => `${round(value)} ms`;
const round = (value: number) => `${Number(value.toPrecision(3))}`;

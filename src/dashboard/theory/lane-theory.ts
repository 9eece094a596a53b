import type { ClockEstimate, Conditions, LaneSettings, LaneSnapshot, Prediction, predict } from '../../lab/messages.ts';
import type { PublisherSettings } from '../../protocol/experiment.ts';
import type { TransportAccount } from '../../protocol/ledger.ts';
import type { Network } from '../../protocol/network.ts';
import type { Transport } from '../../protocol/transports.ts';
import { wireBytes } from '../figures.ts';
import { countingError, meanError, SCATTER } from './uncertainty.ts';

/** The quantities that theory has something to say of. */
export const QUANTITIES = ['latencyMs', 'requestsPerSecond', 'bytesPerSecond'] as const;
export type QuantityKey = (typeof QUANTITIES)[number];

/** A measured mean beside the predicted one. They disagree when they are further apart than `uncertainty`. */
export type Comparison = {
  readonly measured: number;
  readonly predicted: Prediction[QuantityKey];
  readonly uncertainty: number;
  /** `unsure`: so little was counted that nothing could disagree. */
  readonly verdict: 'agrees' | 'disagrees' | 'unsure';
};

export type LaneTheory = Readonly<Record<QuantityKey, Comparison | undefined>>;

/** What was measured of a lane: its figures, and its account at the beginning and at the end of a window. */
export type Measured = {
  readonly transport: Transport;
  readonly lane: LaneSnapshot;
  readonly first: TransportAccount;
  readonly last: TransportAccount;
  readonly seconds: number;
};

export type Settings = {
  readonly publisher: PublisherSettings;
  readonly network: Network;
  readonly lanes: LaneSettings;
};

/** `predictBy` is `predict` of the lab. */
export function laneTheory(
  measured: Measured,
  settings: Settings,
  clock: ClockEstimate,
  predictBy: typeof predict,
): LaneTheory {
  const { transport, lane, first, last, seconds } = measured;
  const { publisher } = settings;
  const bytes = bytesOf(transport, last);
  const predicted = predictBy(transport, {
    ratePerSecond: publisher.ratePerSecond,
    arrivals: publisher.arrivals,
    pollIntervalMs: settings.lanes.pollIntervalMs,
    holdSeconds: settings.lanes.holdSeconds,
    // The clock asks past the network, which slows the lanes alone.
    roundTripMs: clock.usualRoundTripMs + settings.network.rttMs,
    bytes,
  });

  const requests = last.requests - first.requests;
  const events = last.events - first.events;
  // What depends on when events come varies as they do; short polling's requests do not.
  const relativeScatter = events > 0 ? SCATTER[publisher.arrivals] / Math.sqrt(events) : 0;
  const requestError = countingError(requests, transport === 'long-polling' ? { relativeScatter } : {});
  const eventError = countingError(events, { atOnce: requests > 0 ? events / requests : 1, relativeScatter });

  const { latency, curve } = lane;
  return {
    latencyMs:
      latency &&
      compare(
        latency.mean,
        predicted.latencyMs,
        clock.uncertaintyMs + meanError(curve, latency.count, publisher.arrivals),
      ),
    requestsPerSecond: compare(requests / seconds, predicted.requestsPerSecond, requestError / seconds),
    bytesPerSecond: compare(
      (wireBytes(last) - wireBytes(first)) / seconds,
      predicted.bytesPerSecond,
      (requestError * bytes.perRequest + eventError * bytes.perEvent) / seconds,
    ),
  };
}

function compare(measured: number, predicted: Prediction[QuantityKey], uncertainty: number): Comparison {
  const difference = Math.abs(measured - predicted.value);
  const isUnsure = predicted.value > 0 && uncertainty >= predicted.value;
  // What is shown as 0.0 % is no disagreement, however well it is known.
  const isApart = difference > Math.max(uncertainty, LEAST_SHOWN * predicted.value);
  return { measured, predicted, uncertainty, verdict: isApart ? 'disagrees' : isUnsure ? 'unsure' : 'agrees' };
}

const LEAST_SHOWN = 0.0005;

/** Means over the whole run: what a poll takes up and down, and what an event takes with what stands around it. */
function bytesOf(transport: Transport, { requests, events, bytesUp, downBy }: TransportAccount): Conditions['bytes'] {
  const isStream = transport === 'sse' || transport === 'websocket';
  return {
    perRequest: isStream || requests === 0 ? 0 : (bytesUp + downBy.head) / requests,
    perEvent: events === 0 ? 0 : (downBy.framing + downBy.payload) / events,
  };
}

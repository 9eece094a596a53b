import { predict, type Snapshot } from '../../lab/messages.ts';
import { type Network, NO_CONDITIONS } from '../../protocol/network.ts';
import { forEachTransport, type Transport } from '../../protocol/transports.ts';
import type { LedgerHistory } from '../ledger-history.ts';
import { conditionsWords, isAnythingOn } from '../network/network-words.ts';
import { type LaneTheory, laneTheory, type Settings } from './lane-theory.ts';
import type { SettingsWatch } from './settings-watch.ts';

/** `said` tells how it was compared, or why it was not. A lane is undefined when it cannot be compared. */
export type TheoryState = {
  readonly said: string;
  readonly lanes: Readonly<Record<Transport, LaneTheory | undefined>>;
  /** What the clocks' match cannot resolve. */
  readonly resolutionMs: number;
};

/** Before this, a second more or less at the ends is most of what is counted. */
const MIN_SECONDS = 10;

/** A stream's one request opens it; the window for the rates begins when that is over. */
const OPENING_MS = 1_500;
/** A new connection takes one round trip, and its first request another. */
const OPENING_TRIPS = 2;

export function theoryState(
  snapshot: Snapshot | undefined,
  history: LedgerHistory,
  settings: Settings | undefined,
  watch: SettingsWatch | undefined,
): TheoryState {
  const rttMs = settings?.network.rttMs ?? 0;
  const from = (snapshot?.run.startedAt ?? Number.POSITIVE_INFINITY) + OPENING_MS + OPENING_TRIPS * rttMs;
  const [first, last] = [history.find(({ at }) => at >= from), history.at(-1)];
  const clock = snapshot?.clock;
  if (!snapshot || !clock || !settings || !watch || !first || !last) return notCompared('Nothing measured yet.');
  if (!settings.publisher.running) return notCompared('The stream is paused: there is nothing to compare.');
  if (watch.changed)
    return notCompared('Settings changed, or the stream was paused, during this run: reset all lanes to compare.');
  if (isAnythingOn(withoutWhatIsKnown(settings.network)))
    return notCompared('The network in between does more than add a round trip: of that the formulae know nothing.');
  if (snapshot.faults.length > 0)
    return notCompared(
      'There was a fault during this run, of which the formulae know nothing: reset all lanes to compare.',
    );
  const seconds = (last.at - first.at) / 1_000;
  if (seconds < MIN_SECONDS) return notCompared(`Compared once there are ${MIN_SECONDS} s of this run.`);
  return {
    resolutionMs: clock.uncertaintyMs,
    said: `Latency over the whole run, rates over its last ${Math.round(seconds)} s.${roundTripWords(rttMs)}`,
    lanes: forEachTransport((transport) => {
      const lane = snapshot.lanes[transport];
      if (!lane.on || !watch.steadilyOn[transport]) return undefined;
      const [start, end] = [first.transports[transport], last.transports[transport]];
      return laneTheory({ transport, lane, first: start, last: end, seconds }, settings, clock, predict);
    }),
  };
}

/** A round trip is in the formulae, and the bytes that a cookie adds to each request are measured. */
function withoutWhatIsKnown(network: Network): Network {
  return { ...network, rttMs: 0, tls: false, proxy: { ...network.proxy, cookieBytes: 0 } };
}

function roundTripWords(rttMs: number): string {
  return rttMs > 0 ? ` R includes the network’s ${conditionsWords({ ...NO_CONDITIONS, rttMs })}.` : '';
}

function notCompared(said: string): TheoryState {
  return { said, resolutionMs: 0, lanes: forEachTransport(() => undefined) };
}

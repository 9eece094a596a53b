import { nodePlatform } from '../client/platform-node.ts';
import { createLab } from '../lab/lab.ts';
import { DEFAULT_LANE_SETTINGS, type LaneSettings, type LaneSnapshot, type Snapshot } from '../lab/messages.ts';
import { predict } from '../measure/theory.ts';
import { ARRIVALS, type Arrivals } from '../protocol/experiment.ts';
import type { Ledger, TransportAccount } from '../protocol/ledger.ts';
import { TRANSPORTS, type Transport } from '../protocol/transports.ts';
import { startServer } from '../testing/lab-server.ts';
import { startRelay } from '../testing/relay.ts';

/**
 * Do the formulae hold? Runs the real lanes against the real server, with a known delay on the way, and sets the
 * measured means beside the predicted ones: as ratios, of one and the same run.
 *
 *   npm run bench:theory
 */
const SECONDS = 20;
const DELAY_MS = 20;
const SETTINGS: LaneSettings = { ...DEFAULT_LANE_SETTINGS, pollIntervalMs: 500, holdSeconds: 25 };

const rows = [];
for (const arrivals of ARRIVALS) {
  for (const ratePerSecond of [2, 20]) rows.push(...(await run(arrivals, ratePerSecond)));
}
console.table(rows);
process.stdout.write(
  `Measured / predicted, over ${SECONDS} s each, with ${DELAY_MS} ms added in each direction. Chance is in the ` +
    'arrivals of Poisson and bursty streams; the formula for long polling under bursts is an approximation.\n',
);
process.exit();

async function run(arrivals: Arrivals, ratePerSecond: number) {
  const server = await startServer({
    publisher: { running: true, arrivals, ratePerSecond, payloadBytes: 100, seed: 1 },
  });
  const relay = await startRelay(server.port, { delayMs: DELAY_MS });
  let snapshot: Snapshot | undefined;
  const lab = createLab(relay.url, nodePlatform, (report) => {
    if (report.kind === 'snapshot') snapshot = report.snapshot;
  });
  lab.handle({ kind: 'configure', settings: SETTINGS });
  while (snapshot?.run.startedAt === undefined) await pause(50);
  // Once streams are open and the first polls are over.
  await pause(1_000);
  const before = await ledger(server.url, snapshot.run.client);
  await pause(SECONDS * 1_000);
  const after = await ledger(server.url, snapshot.run.client);
  const { lanes, clock } = snapshot;
  lab.stop();
  await relay.close();
  await server.close();
  const seconds = (after.at - before.at) / 1_000;
  return TRANSPORTS.map((transport) => {
    const account = difference(after.transports[transport], before.transports[transport]);
    const conditions = { ...SETTINGS, arrivals, ratePerSecond, roundTripMs: clock?.usualRoundTripMs ?? Number.NaN };
    const theory = predict(transport, { ...conditions, bytes: bytesOf(transport, account) });
    return compare(transport, arrivals, ratePerSecond, lanes[transport], account, seconds, theory);
  });
}

function compare(
  transport: Transport,
  arrivals: Arrivals,
  ratePerSecond: number,
  lane: LaneSnapshot,
  account: ReturnType<typeof difference>,
  seconds: number,
  theory: ReturnType<typeof predict>,
) {
  const ratio = (measured: number, predicted: number) =>
    predicted === 0 ? `${measured.toFixed(2)} / 0` : (measured / predicted).toFixed(2);
  return {
    arrivals,
    'events/s': ratePerSecond,
    transport,
    'mean latency ms': Number((lane.latency?.mean ?? Number.NaN).toFixed(1)),
    latency: ratio(lane.latency?.mean ?? Number.NaN, theory.latencyMs.value),
    requests: ratio(account.requests / seconds, theory.requestsPerSecond.value),
    bytes: ratio((account.bytesUp + account.bytesDown) / seconds, theory.bytesPerSecond.value),
  };
}

function difference(after: TransportAccount, before: TransportAccount) {
  const of = (figure: 'requests' | 'events' | 'bytesUp' | 'bytesDown') => after[figure] - before[figure];
  const heads = after.upBy.head + after.downBy.head - before.upBy.head - before.downBy.head;
  return { requests: of('requests'), events: of('events'), bytesUp: of('bytesUp'), bytesDown: of('bytesDown'), heads };
}

function bytesOf(transport: Transport, { requests, events, bytesUp, bytesDown, heads }: ReturnType<typeof difference>) {
  const isPoll = transport === 'short-polling' || transport === 'long-polling';
  const perRequest = isPoll ? heads / requests : 0;
  return { perRequest, perEvent: (bytesUp + bytesDown - perRequest * requests) / events };
}

async function ledger(url: string, client: string): Promise<Ledger> {
  return (await fetch(`${url}/api/ledger?client=${client}`)).json() as Promise<Ledger>;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

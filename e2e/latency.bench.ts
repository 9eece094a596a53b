import { setTimeout as sleep } from 'node:timers/promises';
import { start } from '../src/bench/fanout/channel.ts';
import type { ReaderFigures, ReaderQuestion } from '../src/bench/fanout/messages.ts';
import { monotonicMs } from '../src/bench/fanout/monotonic.ts';
import { BARE_WORKER } from './bare-worker.ts';
import { expect, test } from './built-server.ts';
import { changeExperiment, TRANSPORTS, type Transport } from './lab-page.ts';
import { laneLatency, openQuietLab, resetLanes } from './quiet-lab.ts';
import { inQuietPage, type QuietPage } from './quiet-page.ts';

/**
 * What does the lab itself add to what it measures? The WebSocket lane of the whole lab, all four lanes on and drawn, and
 * without the other lanes, beside a page that does nothing but read the same in a worker, and a socket without a browser;
 * in turns, from one server.
 *
 *   npm run bench:latency
 */
const ROUNDS = 5;
const SETTLE_MS = 2_000;
const WINDOW_MS = 10_000;
const EVENTS_PER_SECOND = 20;

/** ms; `clockMs`: what its clock was taken to differ by from the server's. */
type Reading = { readonly p50: number; readonly p99: number; readonly count: number; readonly clockMs: number };

test('latency of the lab, of a bare page and of a bare socket', async ({ baseURL, server }) => {
  test.setTimeout(900_000);
  const ways = {
    'lab, four lanes': () => inQuietPage((page) => readLab(page, baseURL, TRANSPORTS)),
    'bare page, four transports': () => inQuietPage((page) => readBarePage(page, baseURL, { isAlone: false })),
    'lab, this lane only': () => inQuietPage((page) => readLab(page, baseURL, ['websocket'])),
    'bare page': () => inQuietPage((page) => readBarePage(page, baseURL, { isAlone: true })),
    'bare socket': () => readSocket(Number(new URL(server.url).port)),
  };
  await changeExperiment(baseURL, { ratePerSecond: EVENTS_PER_SECOND });
  const rounds: Record<string, Reading>[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const readings: Record<string, Reading> = {};
    const names = Object.keys(ways) as (keyof typeof ways)[];
    for (const name of round % 2 === 0 ? names : names.toReversed()) readings[name] = await ways[name]();
    rounds.push(readings);
  }
  print(rounds);
});

async function readLab(page: QuietPage, url: string, lanes: readonly Transport[]): Promise<Reading> {
  await openQuietLab(page, `${url}/?lanes=${lanes.join(',')}&rate=${EVENTS_PER_SECOND}`, lanes);
  await sleep(SETTLE_MS);
  await resetLanes(page);
  await sleep(WINDOW_MS);
  return laneLatency(page, 'websocket');
}

/** The lab's own icon is as isolated as its page, which decides how fine the clock is, and runs nothing. */
async function readBarePage(page: QuietPage, url: string, { isAlone }: { isAlone: boolean }): Promise<Reading> {
  await page.bypassContentSecurityPolicy();
  await page.goto(`${url}/favicon.svg`);
  const { latencies, clockMs, isolated } = await page.evaluate(
    ({ script, asked }) =>
      new Promise<{ latencies: number[]; clockMs: number; isolated: boolean }>((resolve) => {
        const worker = new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
        worker.onmessage = ({ data }) => resolve(data);
        worker.postMessage(asked);
      }),
    { script: BARE_WORKER, asked: { url, settleMs: SETTLE_MS, windowMs: WINDOW_MS, isAlone } },
  );
  expect(isolated).toBe(true);
  const sorted = latencies.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
  expect(sorted.length).toBeGreaterThan(0);
  return { p50: at(0.5), p99: at(0.99), count: sorted.length, clockMs };
}

/** The reader of `npm run bench`, in a process of its own. */
async function readSocket(port: number): Promise<Reading> {
  const module = new URL('../dist/bench/fanout/reader/process.js', import.meta.url);
  const reader = await start<ReaderQuestion, null>(module, []);
  const clockMs = performance.timeOrigin + performance.now() - monotonicMs();
  const to = { dialect: 'lab-websocket', port, count: 1, afterId: 0, clockMs, pollIntervalMs: 0 } as const;
  expect(await reader.ask({ kind: 'connect', ...to })).toBeNull();
  await sleep(SETTLE_MS);
  await reader.ask({ kind: 'mark' });
  await sleep(WINDOW_MS);
  const { latency, delivered } = await reader.ask<ReaderFigures>({ kind: 'figures' });
  await reader.end();
  return { p50: latency?.p50 ?? Number.NaN, p99: latency?.p99 ?? Number.NaN, count: delivered, clockMs: 0 };
}

/** What each reader is to be compared with: a bare page that reads the same, and a bare page that reads a WebSocket alone. */
const LIKE: Readonly<Record<string, string>> = {
  'lab, four lanes': 'bare page, four transports',
  'bare page, four transports': 'bare page, four transports',
};
const ALONE = 'bare page';

function print(rounds: readonly Record<string, Reading>[]): void {
  const names = Object.keys(rounds[0] ?? {});
  const rows = names.map((name) => {
    const own = rounds.flatMap((round) => round[name] ?? []);
    const ratios = (to: string, of: (reading: Reading) => number) =>
      spread(rounds.flatMap(({ [name]: one, [to]: other }) => (one && other ? [of(one) / of(other)] : [])));
    return {
      reader: name,
      'p50 ms': median(own.map(exactP50)).toFixed(3),
      'p99 ms': median(own.map(({ p99, clockMs }) => p99 - clockMs)).toFixed(3),
      'to a bare page that reads the same': ratios(LIKE[name] ?? ALONE, exactP50),
      'to the bare page': ratios(ALONE, exactP50),
      'p50 as told': median(own.map(({ p50 }) => p50)).toFixed(3),
      'as told, to the bare page': ratios(ALONE, ({ p50 }) => p50),
      events: own.reduce((sum, { count }) => sum + count, 0),
    };
  });
  process.stdout.write(
    `\n${EVENTS_PER_SECOND} events/s, ${rounds.length} rounds of ${WINDOW_MS / 1_000} s each; p50 and its ratios\n`,
  );
  // biome-ignore lint/suspicious/noConsole: the benchmark's output.
  console.table(rows);
}

/** All processes have this machine's clock: what a page takes its own to differ by from the server's is its error here. */
const exactP50 = ({ p50, clockMs }: Reading) => p50 - clockMs;

const spread = (ratios: readonly number[]) =>
  `×${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`;

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

import type { Page } from '@playwright/test';
import { start } from '../src/bench/fanout/channel.ts';
import type { ReaderFigures, ReaderQuestion } from '../src/bench/fanout/messages.ts';
import { monotonicMs } from '../src/bench/fanout/monotonic.ts';
import type { LabReport } from '../src/lab/messages.ts';
import { BARE_PAGE } from './bare-page.ts';
import { expect, test } from './built-server.ts';
import { changeExperiment, openLab, TRANSPORTS, type Transport } from './lab-page.ts';

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

test('latency of the lab, of a bare page and of a bare socket', async ({ browser, baseURL, server }) => {
  test.setTimeout(900_000);
  const ways = {
    'lab, four lanes': () => inPage(baseURL, (page, url) => readLab(page, url, TRANSPORTS)),
    'bare page, four transports': () => inPage(baseURL, (page, url) => readBarePage(page, url, { isAlone: false })),
    'lab, this lane only': () => inPage(baseURL, (page, url) => readLab(page, url, ['websocket'])),
    'bare page': () => inPage(baseURL, (page, url) => readBarePage(page, url, { isAlone: true })),
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

  /** In a page of its own, which no other one disturbs. */
  async function inPage(url: string, read: (page: Page, url: string) => Promise<Reading>): Promise<Reading> {
    // The bare page is not known to come from this machine, and would not be let through to it.
    const page = await browser.newPage({ permissions: ['local-network-access'] });
    try {
      return await read(page, url);
    } finally {
      await page.close();
    }
  }
});

/** The exact figures, as the worker tells them to the page: what is shown is rounded. */
async function readLab(page: Page, url: string, lanes: readonly Transport[]): Promise<Reading> {
  await page.addInitScript(() => {
    const scope = globalThis as unknown as { Worker: typeof Worker; latestReport?: LabReport };
    scope.Worker = class extends Worker {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args);
        this.addEventListener('message', ({ data }: MessageEvent<LabReport>) => {
          if (data.kind === 'snapshot') scope.latestReport = data;
        });
      }
    };
  });
  await openLab(page, `${url}/?lanes=${lanes.join(',')}&rate=${EVENTS_PER_SECOND}`, lanes);
  await page.waitForTimeout(SETTLE_MS);
  await page.getByRole('button', { name: 'Reset all lanes' }).click();
  await page.waitForTimeout(WINDOW_MS);
  return page.evaluate(() => {
    const { latestReport } = globalThis as unknown as { latestReport: Extract<LabReport, { kind: 'snapshot' }> };
    const { clock, lanes } = latestReport.snapshot;
    const { p50 = 0, p99 = 0, count = 0 } = lanes.websocket.latency ?? {};
    return { p50, p99, count, clockMs: clock?.offsetMs ?? 0 };
  });
}

async function readBarePage(page: Page, url: string, { isAlone }: { isAlone: boolean }): Promise<Reading> {
  for (const [path, { type, text }] of Object.entries(BARE_PAGE)) {
    await page.route(`${url}${path}`, (route) =>
      route.fulfill({
        contentType: type,
        // As isolated as the lab's own page: that decides how fine the clock is.
        headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' },
        body: text,
      }),
    );
  }
  await page.goto(`${url}/bare.html`);
  await page.waitForTimeout(SETTLE_MS);
  const reading = await page.evaluate(
    (asked) =>
      new Promise<{ latencies: number[]; clockMs: number; isolated: boolean }>((resolve) => {
        const { worker } = globalThis as unknown as { worker: Worker };
        worker.onmessage = ({ data }) => resolve(data);
        worker.postMessage(asked);
      }),
    { windowMs: WINDOW_MS, isAlone },
  );
  expect(reading.isolated).toBe(true);
  const sorted = reading.latencies.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
  expect(sorted.length).toBeGreaterThan(0);
  return { p50: at(0.5), p99: at(0.99), count: sorted.length, clockMs: reading.clockMs };
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

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

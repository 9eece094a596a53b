import { setTimeout as sleep } from 'node:timers/promises';
import { DEFAULT_VIEW, PANEL_NAMES, type PanelName } from '../src/dashboard/address/view-state.ts';
import { expect, test } from './built-server.ts';
import { changeExperiment, TRANSPORTS, type Transport } from './lab-page.ts';
import { laneLatency, openQuietLab, received, resetLanes, showPanels } from './quiet-lab.ts';
import { inQuietPage, type QuietPage } from './quiet-page.ts';

/**
 * How steady is the page, what does it cost the main thread, and does that disturb what is measured?
 *
 *   npm run bench:frames
 */
const SECONDS = 20;
const SETTLE_MS = 1_500;

test.describe.configure({ mode: 'default' });

test('frames and main thread', async ({ baseURL }) => {
  test.setTimeout(300_000);
  await inQuietPage(async (page) => {
    const rows = [];
    await openQuietLab(page, baseURL);
    for (const ratePerSecond of [5, 100, 1_000]) {
      await changeExperiment(baseURL, { ratePerSecond });
      await resetLanes(page);
      await received(page, 'websocket', ratePerSecond);
      const busyBefore = await page.busySeconds();
      const frames = await page.evaluate(watchFrames, SECONDS * 1_000);
      const busy = ((await page.busySeconds()) - busyBefore) / SECONDS;
      rows.push({ 'events/s': ratePerSecond, ...frames, 'main thread busy': percent(busy) });
    }
    print(rows);
  });
});

/** What is open and looked at: `id` of a heading, or the top. */
type Sight = { readonly open: readonly PanelName[]; readonly at: PanelName | 'top' };

const CLOSED: Sight = { open: [], at: 'top' };

/** The first is what it is compared with: what that gives is chance. */
const SIGHTS: Readonly<Record<string, Sight>> = {
  'all closed': CLOSED,
  'default, lanes in sight': { open: DEFAULT_VIEW.open, at: 'top' },
  'default, ladder in sight': { open: DEFAULT_VIEW.open, at: 'ladder' },
  'default, charts in sight': { open: DEFAULT_VIEW.open, at: 'charts' },
  'all open, charts in sight': { open: PANEL_NAMES, at: 'charts' },
};

type Part = 'p50' | 'p95';
type Sample = { readonly busy: number; readonly latency: Readonly<Record<Transport, Readonly<Record<Part, number>>>> };
/** A sample, and those of the closed page before and after it. */
type Compared = { readonly sample: Sample; readonly closed: readonly [Sample, Sample] };

const ROUNDS = 9;
const SAMPLE_EVENTS = 500;

test('what open panels cost, and whether they disturb the measurement', async ({ baseURL }) => {
  test.setTimeout(1_800_000);
  await changeExperiment(baseURL, { ratePerSecond: 100 });
  const sights = Object.entries(SIGHTS);
  const compared: Record<string, Compared[]> = Object.fromEntries(sights.map(([name]) => [name, []]));
  // One page, that is opened and closed: the machine is faster in one minute than in the next, and so is one page.
  await inQuietPage(async (page) => {
    await openQuietLab(page, baseURL);
    // First for nothing: neither the server's code nor the page's is compiled yet.
    for (const [, sight] of sights) await sampleOf(page, sight);
    let before = await sampleOf(page, CLOSED);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [name, sight] of sights) {
        const sample = await sampleOf(page, sight);
        const after = await sampleOf(page, CLOSED);
        compared[name]?.push({ sample, closed: [before, after] });
        before = after;
      }
    }
  });
  print(
    sights.map(([name]) => {
      const shares = compared[name]?.map(({ sample }) => sample.busy) ?? [];
      return { panels: name, 'main thread busy': percent(median(shares)), rounds: shares.map(percent).join(', ') };
    }),
  );
  process.stdout.write('\nMedian and quartiles, ms; then as ratios to the closed page before and after\n');
  print(
    TRANSPORTS.flatMap((transport) =>
      (['p50', 'p95'] as const).map((part) => {
        const of = ({ latency }: Sample) => latency[transport][part];
        const closed = sights.flatMap(([name]) => compared[name]?.map((each) => of(each.closed[1])) ?? []);
        const row: Record<string, string> = { lane: transport, latency: part, closed: quartiles(closed) };
        for (const [name] of sights) {
          const ratios = compared[name]?.map(({ sample, closed: [before, after] }) => {
            return of(sample) / Math.sqrt(of(before) * of(after));
          });
          row[name] = `×${quartiles(ratios ?? [])}`;
        }
        return row;
      }),
    ),
  );
});

async function sampleOf(page: QuietPage, { open, at }: Sight): Promise<Sample> {
  await showPanels(page, open);
  await page.evaluate(
    (id) => (id === 'top' ? scrollTo(0, 0) : document.getElementById(`${id}-title`)?.scrollIntoView()),
    at,
  );
  await sleep(SETTLE_MS);
  await resetLanes(page);
  await expect.poll(async () => (await laneLatency(page, 'websocket')).count).toBeLessThan(SAMPLE_EVENTS / 2);
  const startedAt = performance.now();
  const busyBefore = await page.busySeconds();
  await received(page, 'websocket', SAMPLE_EVENTS);
  const busy = ((await page.busySeconds()) - busyBefore) / ((performance.now() - startedAt) / 1_000);
  const latency = {} as Record<Transport, Record<Part, number>>;
  for (const transport of TRANSPORTS) {
    // All processes have this machine's clock: what a page takes its own to differ by from the server's is its error here.
    const { p50, p95, clockMs } = await laneLatency(page, transport);
    latency[transport] = { p50: p50 - clockMs, p95: p95 - clockMs };
  }
  return { busy, latency };
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

const median = (values: readonly number[]) => quantile(values, 0.5);

const quartiles = (values: readonly number[]) =>
  `${median(values).toFixed(2)} (${quantile(values, 0.25).toFixed(2)} to ${quantile(values, 0.75).toFixed(2)})`;

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.round((sorted.length - 1) * share)] ?? Number.NaN;
}

function print(rows: readonly Readonly<Record<string, string | number>>[]): void {
  process.stdout.write('\n');
  // biome-ignore lint/suspicious/noConsole: the benchmark's output.
  console.table(rows);
}

function watchFrames(durationMs: number): Promise<Record<string, number>> {
  return new Promise((resolve) => {
    const gaps: number[] = [];
    const start = performance.now();
    let last = start;
    requestAnimationFrame(function frame(now) {
      gaps.push(now - last);
      last = now;
      if (now - start < durationMs) {
        requestAnimationFrame(frame);
        return;
      }
      const sorted = gaps.sort((a, b) => a - b);
      resolve({
        'frames/s': Math.round((gaps.length / (now - start)) * 1_000),
        'p99 frame ms': Math.round(sorted[Math.floor(sorted.length * 0.99)] ?? 0),
        'longest frame ms': Math.round(sorted.at(-1) ?? 0),
      });
    });
  });
}

import type { CDPSession, Page } from '@playwright/test';
import { expect, test } from './built-server.ts';
import { changeExperiment, count, EVERYTHING_OPEN, figure, openLab, TRANSPORTS, type Transport } from './lab-page.ts';

/**
 * How steady is the page, what does it cost the main thread, and does that disturb what is measured?
 *
 *   npm run bench:frames
 */
const SECONDS = 20;

test.describe.configure({ mode: 'default' });

test('frames and main thread', async ({ page, baseURL }) => {
  test.setTimeout(300_000);
  const rows = [];
  await openLab(page);
  const session = await watched(page);
  for (const ratePerSecond of [5, 100, 1_000]) {
    await changeExperiment(baseURL, { ratePerSecond });
    await received(page, 1);
    const busyBefore = await busySeconds(session);
    const frames = await page.evaluate(watchFrames, SECONDS * 1_000);
    const busy = ((await busySeconds(session)) - busyBefore) / SECONDS;
    rows.push({ 'events/s': ratePerSecond, ...frames, 'main thread busy': percent(busy) });
  }
  print(rows);
});

/** What is open and looked at. All of the page has been scrolled through, so that all that is open is drawn. */
const SIGHTS = {
  'all closed': { address: '/?open=none', at: undefined },
  'default, lanes in sight': { address: '/', at: undefined },
  'default, ladder in sight': { address: '/', at: 'ladder' },
  'default, charts in sight': { address: '/', at: 'charts' },
  'all open, charts in sight': { address: EVERYTHING_OPEN, at: 'charts' },
} as const;

type Sight = keyof typeof SIGHTS;
type Latency = Readonly<Record<'p50' | 'p95', number>>;
type Sample = { readonly sight: Sight; readonly busy: number; readonly latency: Readonly<Record<Transport, Latency>> };

const ROUNDS = 3;
const SAMPLE_EVENTS = 1_500;

test('what open panels cost, and whether they disturb the measurement', async ({ page, baseURL }) => {
  test.setTimeout(900_000);
  const samples: Sample[] = [];
  const session = await watched(page);
  await changeExperiment(baseURL, { ratePerSecond: 100 });
  // In turns, so that whatever else the machine does meets all of them alike.
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const sight of Object.keys(SIGHTS) as Sight[]) samples.push(await sample(page, session, sight));
  }
  const of = (sight: Sight) => samples.filter((each) => each.sight === sight);
  print(
    (Object.keys(SIGHTS) as Sight[]).map((sight) => ({
      panels: sight,
      'main thread busy': percent(median(of(sight).map(({ busy }) => busy))),
      'in each round': of(sight)
        .map(({ busy }) => percent(busy))
        .join(', '),
    })),
  );
  const closed = of('all closed');
  print(
    TRANSPORTS.flatMap((transport) =>
      (['p50', 'p95'] as const).map((part) => {
        const values = (sight: Sight) => of(sight).map(({ latency }) => latency[transport][part]);
        const row: Record<string, string> = { lane: transport, latency: part };
        row['all closed'] = `${median(values('all closed')).toFixed(2)} ms`;
        for (const sight of Object.keys(SIGHTS).slice(1) as Sight[]) {
          const ratios = values(sight).map((value, round) => value / (closed[round]?.latency[transport][part] ?? 0));
          row[sight] =
            `×${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`;
        }
        return row;
      }),
    ),
  );
});

async function sample(page: Page, session: CDPSession, sight: Sight): Promise<Sample> {
  const { address, at } = SIGHTS[sight];
  await openLab(page, address);
  await page.evaluate(scrollThrough);
  await page.evaluate(
    (id) => (id ? document.getElementById(id)?.scrollIntoView() : scrollTo(0, 0)),
    at && `${at}-title`,
  );
  await received(page, 300);
  await page.getByRole('button', { name: 'Reset all lanes' }).evaluate((button: HTMLElement) => button.click());
  await expect.poll(() => count(page, 'websocket', 'Events')).toBeLessThan(300);
  const startedAt = Date.now();
  const busyBefore = await busySeconds(session);
  await received(page, SAMPLE_EVENTS);
  const busy = ((await busySeconds(session)) - busyBefore) / ((Date.now() - startedAt) / 1_000);
  const latency = {} as Record<Transport, Latency>;
  for (const transport of TRANSPORTS) {
    latency[transport] = {
      p50: await shownMs(page, transport, 'Latency p50'),
      p95: await shownMs(page, transport, 'Latency p95'),
    };
  }
  return { sight, busy, latency };
}

/** Until the WebSocket lane has received so many more events. */
async function received(page: Page, events: number): Promise<void> {
  const before = await count(page, 'websocket', 'Events');
  await expect
    .poll(() => count(page, 'websocket', 'Events'), { timeout: 120_000, intervals: [1_000] })
    .toBeGreaterThanOrEqual(before + events);
}

const MS = { µs: 0.001, ms: 1, s: 1_000 };

/** A figure of latency; where it is below what the clocks can tell, that limit. */
async function shownMs(page: Page, transport: Transport, label: string): Promise<number> {
  const text = (await figure(page, transport, label).textContent({ timeout: 10_000 })) ?? '';
  const [, number = '', unit = 'ms'] = /([\d,.]+)\s*(µs|ms|s)/.exec(text) ?? [];
  return Number(number.replaceAll(',', '')) * MS[unit as keyof typeof MS];
}

async function scrollThrough(): Promise<void> {
  for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight / 2) {
    scrollTo(0, top);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function watched(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  return session;
}

async function busySeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
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

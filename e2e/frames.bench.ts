import { expect, test } from './built-server.ts';
import { changeExperiment, count, openLab } from './lab-page.ts';

/**
 * How steady is the page? Frames and the main thread's work while four lanes run, at several rates.
 *
 *   npm run bench:frames
 */
const SECONDS = 20;

test('frames and main thread', async ({ page, baseURL }) => {
  test.setTimeout(300_000);
  const rows = [];
  await openLab(page);
  await expect(page.getByRole('img', { name: /latency/i }).first()).toBeVisible();
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  for (const ratePerSecond of [5, 100, 1_000]) {
    await changeExperiment(baseURL, { ratePerSecond });
    const before = await count(page, 'websocket', 'Events');
    await expect.poll(() => count(page, 'websocket', 'Events')).toBeGreaterThan(before);
    const busyBefore = await busySeconds();
    const frames = await page.evaluate(watchFrames, SECONDS * 1_000);
    const busy = ((await busySeconds()) - busyBefore) / SECONDS;
    rows.push({ 'events/s': ratePerSecond, ...frames, 'main thread busy': `${(busy * 100).toFixed(1)} %` });
  }
  process.stdout.write('\n');
  // biome-ignore lint/suspicious/noConsole: the benchmark's output.
  console.table(rows);

  async function busySeconds(): Promise<number> {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
  }
});

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

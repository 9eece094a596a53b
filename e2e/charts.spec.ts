import type { Locator, Page } from '@playwright/test';
import { LANE_LABELS } from '../src/protocol/lanes.ts';
import { eventually, expect, test } from './built-server.ts';
import { opened, openLab, panel, TRANSPORTS } from './lab-page.ts';

const chartOf = (page: Page, title: string): Locator => page.getByRole('figure', { name: title, exact: true });

/** What is drawn of the WebSocket lane: an SVG path. */
const lineOf = (chart: Locator): Promise<string> =>
  chart
    .locator('[data-lane="websocket"] > path')
    .first()
    .evaluate((path) => path.getAttribute('d') ?? '');

async function boxOf(element: Locator) {
  const box = await element.boundingBox();
  if (!box) throw new Error('it has no box');
  return box;
}

const lengthOf = (line: string) => line.split('L').length;

for (const title of ['Latency', 'Latency distribution', 'Requests']) {
  test(`${title}: who points at it is told each lane's value there, and who goes away is not`, async ({ page }) => {
    await openLab(page, opened('charts'));
    const chart = chartOf(page, title);
    await chart.scrollIntoViewIfNeeded();
    await eventually(async () => lengthOf(await lineOf(chart))).toBeGreaterThan(5);
    const told = chart.locator('.recharts-tooltip-wrapper');
    await expect(told).toBeHidden();

    const plot = await boxOf(chart.getByRole('img').first());
    const y = plot.y + plot.height / 2;
    // The end of each line, and a place further on: a pointer that only arrived has not moved yet.
    const right = title === 'Latency distribution' ? plot.x + 90 : plot.x + plot.width - 25;
    await page.mouse.move(right - 4, y);
    await expect(async () => {
      await page.mouse.move(right - 2, y);
      await page.mouse.move(right, y);
      for (const transport of TRANSPORTS.filter((each) => each !== 'short-polling')) {
        await expect(told).toContainText(new RegExp(`${LANE_LABELS[transport]}: [\\d<]`), { timeout: 1_000 });
      }
    }).toPass();

    await page.mouse.move(plot.x + plot.width / 2, plot.y - 200);
    await expect(told).toBeHidden();
  });
}

test.describe('by touch', () => {
  test.use({ hasTouch: true });

  test('a tap tells each lane’s value there, until the next one elsewhere', async ({ page }) => {
    await openLab(page, opened('charts'));
    const chart = chartOf(page, 'Latency');
    await chart.scrollIntoViewIfNeeded();
    await eventually(async () => lengthOf(await lineOf(chart))).toBeGreaterThan(5);
    const told = chart.locator('.recharts-tooltip-wrapper');
    const plot = await boxOf(chart.getByRole('img').first());
    await expect(async () => {
      await page.touchscreen.tap(plot.x + plot.width - 25, plot.y + plot.height / 2);
      await expect(told).toContainText(/WebSocket: [\d<]/, { timeout: 1_000 });
    }).toPass();
    // It stays while seconds come and go.
    const line = await lineOf(chart);
    await eventually(() => lineOf(chart)).not.toBe(line);
    await expect(told).toBeVisible();

    await chart.getByRole('heading', { name: 'Latency' }).tap();
    await expect(told).toBeHidden();
  });
});

test('a new second draws new lines and moves what is behind them, and draws nothing else of a chart anew', async ({
  page,
}) => {
  await openLab(page, opened('charts', 'faults'));
  await panel(page, 'Faults').getByRole('button', { name: 'Cut with RST' }).click();
  const chart = chartOf(page, 'Freshness');
  await chart.scrollIntoViewIfNeeded();
  await expect(chart.getByText('cut', { exact: true })).toHaveCount(1);
  await eventually(async () => lengthOf(await lineOf(chart))).toBeGreaterThan(2);
  // A second that needs another axis is drawn with another axis: that is not the rule.
  await expect(async () => {
    expect(await chart.locator('svg.recharts-surface').first().evaluate(changedBesideLines)).toEqual([]);
  }).toPass();
});

/** What changes in a drawing until its lines have: elements that are no part of a lane, nor of what moves behind it. */
function changedBesideLines(drawing: Element): Promise<string[]> {
  return new Promise((resolve) => {
    const others: string[] = [];
    const isIn = (target: Node, parts: string) => target instanceof Element && target.closest(parts) !== null;
    const note = (changes: readonly MutationRecord[]) => {
      for (const { target } of changes) {
        if (!isIn(target, '[data-lane], [data-backdrop]')) others.push(target.nodeName);
      }
    };
    const observer = new MutationObserver((changes) => {
      note(changes);
      if (!changes.some(({ target, attributeName }) => attributeName === 'd' && isIn(target, '[data-lane]'))) return;
      // What the lines bring about comes after them.
      setTimeout(() => {
        note(observer.takeRecords());
        observer.disconnect();
        resolve(others);
      }, 200);
    });
    observer.observe(drawing, { subtree: true, childList: true, attributes: true, characterData: true });
  });
}

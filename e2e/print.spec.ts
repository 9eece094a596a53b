import type { Page } from '@playwright/test';
import { NETWORK_PRESETS } from '../src/protocol/network-presets.ts';
import { eventually, expect, test } from './built-server.ts';
import { changeExperiment, EVERYTHING_OPEN, lane, openLab, sidewaysPx, TRANSPORTS } from './lab-page.ts';

const report = (page: Page) => page.getByRole('region', { name: 'Report' });

test('on paper the page is a report, dark on light', async ({ page, baseURL }) => {
  const slow4G = NETWORK_PRESETS.find(({ name }) => name === 'slow-4g')?.conditions ?? {};
  await changeExperiment(baseURL, { ratePerSecond: 20 }, slow4G);
  await openLab(page, '/?open=charts');
  await expect(report(page)).toBeHidden();
  await page.emulateMedia({ media: 'print' });

  await expect(report(page)).toContainText(/Server\s*Transport Lab \d/);
  await expect(report(page)).toContainText(/Run\s*lab-\S+, \d+\ss long/);
  await expect(report(page)).toContainText(/Validity\s*(Nothing spoiled this run|Spoiled in part)/);
  await expect(report(page)).toContainText(/Rate 20\sevents a second \(5\sevents a second\)/);
  await expect(report(page)).toContainText(/Network: Slow 4G\s*Round trip 150\sms \(0\sms\)/);
  await expect(report(page)).not.toContainText('Poll interval');

  for (const colorScheme of ['light', 'dark'] as const) {
    const onScreen = colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(27, 28, 31)';
    await page.emulateMedia({ media: 'screen', colorScheme });
    await expect(page.locator('body')).toHaveCSS('background-color', onScreen);
    await page.emulateMedia({ media: 'print', colorScheme });
    await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
    await expect(page.locator('body')).toHaveCSS('color', 'rgb(0, 0, 0)');
    await expect(lane(page, 'websocket')).toHaveCSS('border-top-color', 'rgb(31, 95, 191)');
  }

  await page.emulateMedia({ media: 'screen' });
  await expect(report(page)).toBeHidden();
});

test('what is pressed on the screen is not on paper, nor what is closed', async ({ page }) => {
  await openLab(page, '/?open=charts');
  await expect(page.getByRole('figure', { name: 'Freshness' })).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(report(page)).toBeVisible();
  const pressed = page.locator('input, select, [role=radiogroup], [role=switch], .mantine-Button-root');
  expect(await pressed.count(), 'there are some on the screen').toBeGreaterThan(10);
  await expect(pressed.filter({ visible: true })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Save/ }).filter({ visible: true })).toHaveCount(0);

  for (const transport of TRANSPORTS) await expect(lane(page, transport)).toBeVisible();
  await expect(page.getByRole('figure', { name: 'Freshness' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Charts' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Faults' })).toBeHidden();
});

test('an explanation that is open is not on paper', async ({ page }) => {
  await openLab(page);
  await page.getByRole('button', { name: 'Overhead', exact: true }).first().focus();
  await expect(page.getByRole('tooltip')).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('tooltip')).toBeHidden();
});

test.describe('the ladder', () => {
  test.use({ colorScheme: 'dark' });

  test('is drawn on white paper, though nobody has looked at it on the dark screen', async ({ page }) => {
    await openLab(page);
    const corner = () =>
      page.evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>('#ladder-content canvas');
        return canvas?.getContext('2d')?.getImageData(1, 1, 1, 1).data.join();
      });
    expect(await corner()).not.toBe('255,255,255,255');
    await page.emulateMedia({ media: 'print' });
    await eventually(corner).toBe('255,255,255,255');
  });
});

for (const [what, width, address] of [
  ['a desk', 1440, '/'],
  ['a phone', 360, '/'],
  ['a desk, with every panel open', 1440, EVERYTHING_OPEN],
] as const) {
  test(`printed from ${what} it is a few pages, and nothing is cut off at their edge`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await openLab(page, address);
    // What is not there yet is not printed.
    await page.emulateMedia({ media: 'print' });
    await expect(page.locator('section[data-open="true"] [data-to-come]')).toHaveCount(0);
    await page.emulateMedia({ media: null });
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    expect(pages).toBeGreaterThan(0);
    expect(pages).toBeLessThan(12);
    // A4 across, in points.
    expect(pdf).toMatch(/\/MediaBox\s*\[0 0 84[12]\S* 59[45]\S*\]/);

    await page.emulateMedia({ media: 'print' });
    // What is left of 297 mm between the margins.
    await page.setViewportSize({ width: 1_047, height: 718 });
    await expect(report(page)).toBeVisible();
    await eventually(() => sidewaysPx(page)).toBe(0);
  });
}

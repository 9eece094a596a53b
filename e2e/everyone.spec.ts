import type { Page } from '@playwright/test';
import { isForEveryone, SIZES } from './accessible.ts';
import { eventually, expect, test } from './built-server.ts';
import {
  changeExperiment,
  count,
  EVERYTHING_OPEN,
  lane,
  laneSwitch,
  openLab,
  TRANSPORT_LABELS,
  TRANSPORTS,
} from './lab-page.ts';

/** Charts and panels come after the lanes. */
async function everythingIsThere(page: Page): Promise<void> {
  for (const name of [
    'The network in between',
    'A proxy in the middle',
    'Faults',
    'Charts',
    'Clients that survive',
    'The textbook’s table, measured',
    'Where the bytes go',
    'Against theory',
    'Follow one event',
  ]) {
    await expect(page.getByRole('heading', { name, exact: true })).toBeVisible();
  }
  await expect(page.getByRole('img', { name: /latency/i }).first()).toBeVisible();
}

const EVERY_SIZE = {
  '4K': { width: 3840, height: 2160 },
  ...SIZES,
  // What is left of 1,440 pixels at 200 %.
  zoomed: { width: 720, height: 500 },
};

test('has no accessibility violation and no sideways scroll', async ({ page }) => {
  await page.setViewportSize(SIZES.phone);
  await openLab(page, EVERYTHING_OPEN);
  await everythingIsThere(page);
  await isForEveryone(page, EVERY_SIZE);
});

test('every lane can be switched by keyboard', async ({ page }) => {
  await openLab(page);
  for (const transport of TRANSPORTS) {
    const name = TRANSPORT_LABELS[transport];
    for (let presses = 0; presses < 200; presses += 1) {
      await page.keyboard.press('Tab');
      if (await laneSwitch(page, transport).evaluate((element) => element === document.activeElement)) break;
    }
    await expect(laneSwitch(page, transport), `${name} is reached`).toBeFocused();
    await page.keyboard.press('Space');
    await expect(laneSwitch(page, transport)).not.toBeChecked();
  }
});

test('an explanation opens by focus and closes with Escape', async ({ page }) => {
  await openLab(page);
  const label = page.getByRole('button', { name: 'Overhead', exact: true }).first();
  await label.focus();
  await expect(page.getByRole('tooltip')).toContainText('less the payload');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('tooltip')).toBeHidden();
});

test('on a phone, the explanation of a lane’s last figure is seen to its end', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openLab(page);
  const label = lane(page, 'short-polling').getByRole('button', { name: 'Gaps told', exact: true });
  await label.scrollIntoViewIfNeeded();
  await label.focus();
  const explanation = page.getByRole('tooltip');
  await explanation.scrollIntoViewIfNeeded();
  const isOnTop = () =>
    explanation.evaluate((element) => {
      const { left, bottom } = element.getBoundingClientRect();
      return element.contains(document.elementFromPoint(left + 4, bottom - 4));
    });
  await eventually(isOnTop).toBe(true);
});

test('nothing moves while the figures grow', async ({ page, baseURL }) => {
  await openLab(page, EVERYTHING_OPEN);
  await everythingIsThere(page);
  const boxes = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('header, section, h2, h3, dd, fieldset, table, td, [role=img]')].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return { name: `${element.tagName} ${element.textContent?.slice(0, 20)}`, box: [x, y, width, height] };
      }),
    );
  const before = await boxes();
  await changeExperiment(baseURL, { ratePerSecond: 200, payloadBytes: 10_000 });
  await eventually(() => count(page, 'websocket', 'Events')).toBeGreaterThan(1_000);
  const after = await boxes();
  const moved = after.filter(({ box }, index) =>
    // Less than a pixel nobody sees: fonts round the heights of their lines.
    box.some((value, side) => Math.abs(value - (before[index]?.box[side] ?? Number.NaN)) >= 1),
  );
  expect(moved).toEqual([]);
});

import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { isForEveryone, SIZES } from './accessible.ts';
import { eventually, expect, test } from './built-server.ts';
import { laneSwitch, openLab, TRANSPORT_LABELS, TRANSPORTS } from './lab-page.ts';

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: /^Code of / });
const file = (page: Page, path: string): Locator => dialog(page).getByRole('figure', { name: path });

test('the client’s and the server’s file of each lane, letter by letter', async ({ page }) => {
  await openLab(page);
  await page.getByRole('button', { name: 'Code of WebSocket', exact: true }).click();
  for (const transport of TRANSPORTS) {
    const name = TRANSPORT_LABELS[transport];
    await dialog(page).getByRole('button', { name, exact: true }).click();
    await expect(dialog(page)).toHaveAccessibleName(`Code of ${name}`);
    for (const side of ['client', 'server']) {
      const path = `src/${side}/transports/${transport}.ts`;
      await expect(file(page, path)).toBeVisible();
      expect(await linesOf(file(page, path))).toEqual(readFileSync(path, 'utf8').trimEnd().split('\n'));
    }
    await expect(page).toHaveURL(new RegExp(`[?&]code=${transport}(&|$)`));
  }
});

test('the line at work is marked, in words too, and follows the lane', async ({ page }) => {
  await openLab(page);
  await page.getByRole('button', { name: 'Pause stream' }).click();
  await page.getByRole('button', { name: 'Code of Long polling', exact: true }).click();
  const client = file(page, 'src/client/transports/long-polling.ts');
  const server = file(page, 'src/server/transports/long-polling.ts');
  await expect(client.locator('[data-at-work]')).toContainText('const outcome = await poll(');
  await expect(client.locator('[data-at-work]')).toContainText('at work: waits for the answer');
  await expect(server.locator('[data-at-work]')).toContainText('await log.wait(');
  await expect(server.locator('[data-at-work]')).toBeInViewport();
  await expect(server).toContainText('holds the request until there is an event');

  await dialog(page).getByRole('button', { name: 'Short polling' }).click();
  const poll = file(page, 'src/client/transports/short-polling.ts');
  await expect(poll.locator('[data-at-work]')).toContainText('await waitUntil(');
  await expect(file(page, 'src/server/transports/short-polling.ts').locator('[data-at-work]')).toHaveCount(0);

  await page.keyboard.press('Escape');
  await laneSwitch(page, 'short-polling').click();
  await page.getByRole('button', { name: 'Code of Short polling', exact: true }).click();
  await expect(poll).toContainText('the lane is off');
  await expect(poll.locator('[data-at-work]')).toHaveCount(0);
});

test('the automatic lane shows its own file and those of the transport that it is on', async ({ page }) => {
  await openLab(page);
  await page.getByRole('button', { name: 'Code of Automatic', exact: true }).click();
  await expect(file(page, 'src/client/automatic.ts')).toContainText('the lane is off');
  await expect(dialog(page)).toContainText('once the lane is on a transport');
  await dialog(page).getByRole('button', { name: 'Close' }).click();

  await laneSwitch(page, 'automatic').click();
  await page.getByRole('button', { name: 'Code of Automatic', exact: true }).click();
  await expect(file(page, 'src/client/transports/websocket.ts').locator('[data-at-work]')).toBeVisible();
  await expect(file(page, 'src/server/transports/websocket.ts')).toBeVisible();
  await expect(file(page, 'src/client/automatic.ts').locator('[data-at-work]')).toContainText('await stay()');
});

test('the line that receives is lit by each event, unless motion is not wanted', async ({ page }) => {
  await openLab(page);
  await page.getByRole('button', { name: 'Code of WebSocket', exact: true }).click();
  const line = file(page, 'src/client/transports/websocket.ts')
    .locator('code > span')
    .filter({ hasText: 'const receivedAt = platform.now();' });
  const lit = line.locator('[data-received]');
  const received = async () => Number(await lit.getAttribute('data-received'));
  const before = await received();
  await eventually(received).toBeGreaterThan(before);
  // By way of the line, which stays: each event has a light of its own.
  const animation = () =>
    line.evaluate((element) => {
      const light = element.querySelector('[data-received]');
      return light && getComputedStyle(light).animationName;
    });
  expect(await animation()).toContain('lit');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await animation()).toBe('none');
});

test('the focus moves in, Escape closes, and the focus returns', async ({ page }) => {
  await openLab(page);
  const button = page.getByRole('button', { name: 'Code of WebSocket', exact: true });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toBeVisible();
  await expect(dialog(page).locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  await expect(button).toBeFocused();
  expect(new URL(page.url()).searchParams.has('code')).toBe(false);
});

test('the code can be read by everyone', async ({ page }) => {
  await page.setViewportSize(SIZES.phone);
  await openLab(page);
  await page.getByRole('button', { name: 'Code of Server-Sent Events', exact: true }).click();
  await expect(dialog(page).locator('[data-at-work]').first()).toBeVisible();
  await isForEveryone(page, SIZES, async () => {
    expect(await dialog(page).evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  });
});

/** The lines as they are in the file, without what is written beside the one at work. */
function linesOf(figure: Locator): Promise<string[]> {
  return figure
    .locator('code > span')
    .evaluateAll((lines) => lines.map((line) => (line.textContent ?? '').split('\n')[0] ?? ''));
}

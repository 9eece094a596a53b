import type { Page } from '@playwright/test';
import { isForEveryone, SIZES } from './accessible.ts';
import { eventually, expect, test } from './built-server.ts';
import { count, lane, laneSwitch, openLab, sidewaysPx } from './lab-page.ts';

const strip = (page: Page) => page.getByRole('region', { name: 'Presenter mode' });
const said = (page: Page) => strip(page).getByRole('status');

async function present(page: Page): Promise<void> {
  await openLab(page);
  await page.getByRole('button', { name: 'Present', exact: true }).click();
  await expect(strip(page)).toBeFocused();
}

test('large type, the open panels, and no controls', async ({ page }) => {
  await openLab(page);
  const typeSize = () => page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
  const before = await typeSize();
  await page.getByRole('button', { name: 'Present', exact: true }).click();
  await expect(strip(page)).toBeVisible();
  expect(await typeSize()).toBeGreaterThan(before);
  await expect(page.getByRole('button', { name: 'Reset all lanes' })).toHaveCount(0);
  await expect(page.getByLabel('Rate', { exact: true })).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Charts', exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Faults', exact: true })).toHaveCount(0);
  await expect(lane(page, 'sse')).toBeVisible();
  expect(await sidewaysPx(page)).toBe(0);

  await page.keyboard.press('Escape');
  await expect(strip(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Present', exact: true })).toBeFocused();
  expect(await typeSize()).toBe(before);
});

test('1 to 5 switch the lanes, in their order', async ({ page }) => {
  await present(page);
  await page.keyboard.press('2');
  await expect(said(page)).toHaveText('Long polling off');
  await expect(laneSwitch(page, 'long-polling')).not.toBeChecked();
  await expect(lane(page, 'long-polling')).toContainText('Off');
  await page.keyboard.press('2');
  await expect(said(page)).toHaveText('Long polling on');
  await expect(laneSwitch(page, 'long-polling')).toBeChecked();
  await page.keyboard.press('5');
  await expect(said(page)).toHaveText('Automatic on');
  await expect(laneSwitch(page, 'automatic')).toBeChecked();
});

test('R begins a new run, P and the space bar pause', async ({ page, baseURL }) => {
  await present(page);
  const isRunning = async () => (await (await fetch(`${baseURL}/api/experiment`)).json()).publisher.running;
  await page.keyboard.press('p');
  await expect(said(page)).toHaveText('Stream paused');
  expect(await isRunning()).toBe(false);
  await page.keyboard.press('r');
  await expect(said(page)).toHaveText('A new run begins');
  await eventually(() => count(page, 'websocket', 'Events')).toBe(0);
  await page.keyboard.press('Space');
  await expect(said(page)).toHaveText('Stream resumed');
  expect(await isRunning()).toBe(true);
});

test('F causes a fault, and Shift with it an outage', async ({ page, baseURL }) => {
  await present(page);
  const kinds = async () => {
    const { faults } = await (await fetch(`${baseURL}/api/faults?after=0`)).json();
    return faults.map(({ kind }: { kind: string }) => kind);
  };
  await page.keyboard.press('f');
  await expect(said(page)).toHaveText(/^Cut \(RST\): it met \d+ connections?\.$/);
  expect(await kinds()).toEqual(['cut']);
  await page.keyboard.press('Shift+F');
  await expect(said(page)).toHaveText(/^Outage of 5.s: it met/);
  expect(await kinds()).toEqual(['cut', 'outage']);
});

test('single keys do nothing outside of presenter mode', async ({ page }) => {
  await openLab(page);
  await page.locator('body').press('2');
  await page.keyboard.press('p');
  await page.keyboard.press('Alt+Shift+P');
  await expect(strip(page)).toBeVisible();
  await expect(laneSwitch(page, 'long-polling')).toBeChecked();
  await page.keyboard.press('Control+2');
  await page.keyboard.press('3');
  await expect(said(page)).toHaveText('Server-Sent Events off');
  await expect(laneSwitch(page, 'long-polling')).toBeChecked();
});

test('the space bar belongs to what has the focus', async ({ page }) => {
  await present(page);
  await laneSwitch(page, 'sse').focus();
  await page.keyboard.press('Space');
  await expect(laneSwitch(page, 'sse')).not.toBeChecked();
  await expect(said(page)).toHaveText('');
});

test('Escape closes what lies over the page first', async ({ page }) => {
  await present(page);
  await page.getByRole('button', { name: 'Code of WebSocket', exact: true }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('1');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(strip(page)).toBeVisible();
  await expect(laneSwitch(page, 'short-polling')).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(strip(page)).toHaveCount(0);
});

test('it can be full screen, until it ends', async ({ page }) => {
  await present(page);
  const isFull = () => page.evaluate(() => document.fullscreenElement !== null);
  await strip(page).getByRole('button', { name: 'Full screen' }).click();
  await eventually(isFull).toBe(true);
  await strip(page).getByRole('button', { name: 'end' }).click();
  await eventually(isFull).toBe(false);
});

test('a link begins it', async ({ page }) => {
  await present(page);
  await page.goto(page.url());
  await expect(strip(page)).toBeVisible();
  await page.keyboard.press('4');
  await expect(said(page)).toHaveText('WebSocket off');
});

test('it can be read by everyone', async ({ page }) => {
  await page.setViewportSize(SIZES.phone);
  await present(page);
  await page.keyboard.press('?');
  await expect(strip(page).getByText('an outage of 5 seconds')).toBeVisible();
  await isForEveryone(page, { projector: { width: 1920, height: 1080 }, ...SIZES });
});

import type { Page } from '@playwright/test';
import { isForEveryone, SIZES } from './accessible.ts';
import { eventually, expect, test } from './built-server.ts';
import { count, laneSwitch, openLab } from './lab-page.ts';

const STEPS = [
  'One stream, four transports',
  'See it happen',
  'Make the network worse',
  'Change the experiment, and share it',
] as const;

const card = (page: Page, step: (typeof STEPS)[number]) => page.getByRole('dialog', { name: step, exact: true });
const anyCard = (page: Page) => page.getByRole('dialog');
const button = (page: Page, name: string) => anyCard(page).getByRole('button', { name, exact: true });

test('is offered on the first visit, step by step, and never again', async ({ page }) => {
  await page.goto('/');
  for (const step of STEPS) {
    await expect(card(page, step)).toBeVisible();
    await button(page, step === STEPS.at(-1) ? 'Done' : 'Next').click();
  }
  await expect(anyCard(page)).toHaveCount(0);
  await page.reload();
  // Some seconds of events: longer than it would have waited.
  await eventually(() => count(page, 'websocket', 'Events')).toBeGreaterThan(15);
  await expect(anyCard(page)).toHaveCount(0);
});

test('does not stand in the way, and is skipped at once', async ({ page }) => {
  await page.goto('/');
  await expect(card(page, STEPS[0])).toBeVisible();
  await expect(page.locator('body')).toBeFocused();
  await laneSwitch(page, 'short-polling').click();
  await expect(laneSwitch(page, 'short-polling')).not.toBeChecked();
  await expect(card(page, STEPS[0])).toBeVisible();
  await button(page, 'Skip the tour').click();
  await expect(anyCard(page)).toHaveCount(0);
});

test('is taken again by keyboard, and shows what it speaks of', async ({ page }) => {
  await openLab(page);
  const again = page.getByRole('button', { name: 'Take the tour' });
  await again.focus();
  await page.keyboard.press('Enter');
  await expect(card(page, STEPS[0])).toBeFocused();
  for (const step of STEPS.slice(1)) {
    await button(page, 'Next').press('Enter');
    await expect(card(page, step)).toBeVisible();
  }
  await button(page, 'Back').press('Enter');
  await button(page, 'Back').press('Enter');
  await expect(page.getByRole('region', { name: STEPS[1], exact: true })).toBeInViewport();
  await button(page, 'Back').press('Enter');
  await expect(card(page, STEPS[0])).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(anyCard(page)).toHaveCount(0);
  await expect(again).toBeFocused();
});

test('is not on paper, nor on a projector', async ({ page }) => {
  await page.goto('/');
  await expect(card(page, STEPS[0])).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(anyCard(page)).toHaveCount(0);
  await page.emulateMedia({ media: 'screen' });
  await page.getByRole('button', { name: 'Present', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Presenter mode' })).toBeVisible();
  await expect(anyCard(page)).toHaveCount(0);
});

test('works where nothing can be kept', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await page.goto('/');
  await page.getByRole('button', { name: 'Take the tour' }).click();
  await expect(card(page, STEPS[0])).toBeVisible();
  await button(page, 'Skip the tour').click();
  await expect(anyCard(page)).toHaveCount(0);
});

test('it can be read by everyone', async ({ page }) => {
  await page.setViewportSize(SIZES.phone);
  await page.goto('/');
  await expect(card(page, STEPS[0])).toBeVisible();
  await isForEveryone(page, SIZES, () => expect(card(page, STEPS[0])).toBeInViewport({ ratio: 1 }));
});

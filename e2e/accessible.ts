import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { drawOpened, sidewaysPx } from './lab-page.ts';

/** WCAG 2.2 to AA, and the practices that axe calls best. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Those of them that look at colours. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block'];

/** Sizes of a window, px. */
export const SIZES = {
  wide: { width: 1440, height: 1000 },
  laptop: { width: 1024, height: 700 },
  phone: { width: 320, height: 640 },
};

type Size = { readonly width: number; readonly height: number };

/** At each of these sizes, in light and in dark, and never wider than the window; and what else is to be true of each. */
export async function isForEveryone(
  page: Page,
  sizes: Readonly<Record<string, Size>>,
  also?: () => Promise<void>,
): Promise<void> {
  for (const [name, size] of Object.entries(sizes)) {
    await test.step(name, async () => {
      await page.setViewportSize(size);
      // What is far keeps the height that it had at another size until somebody comes near.
      await drawOpened(page);
      await isAccessible(page);
      expect(await sidewaysPx(page)).toBe(0);
      await also?.();
    });
  }
}

/** In light and in dark. */
export async function isAccessible(page: Page): Promise<void> {
  await inScheme(page, 'dark');
  await findsNothing(new AxeBuilder({ page }).withRules(COLOR_RULES));
  await inScheme(page, 'light');
  await findsNothing(new AxeBuilder({ page }).withTags(RULES));
}

async function inScheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
}

async function findsNothing(axe: AxeBuilder): Promise<void> {
  const { violations } = await axe.analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' | ')}`)).toEqual([]);
}

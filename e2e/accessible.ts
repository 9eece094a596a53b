import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** WCAG 2.2 to AA, and the practices that axe calls best. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Those of them that look at colours. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block'];

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

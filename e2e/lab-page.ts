import type { Locator, Page } from '@playwright/test';
import { PANEL_NAMES, type PanelName } from '../src/dashboard/address/view-state.ts';
import { TOUR_DONE_KEY } from '../src/dashboard/tour/visited.ts';
import { LANE_LABELS, type LaneName } from '../src/protocol/lanes.ts';
import { TRANSPORT_LABELS, TRANSPORTS, type Transport } from '../src/protocol/transports.ts';
import { eventually, expect } from './built-server.ts';

export { TRANSPORT_LABELS, TRANSPORTS, type Transport };

export const lane = (page: Page, name: LaneName): Locator =>
  page.getByRole('region', { name: LANE_LABELS[name], exact: true });

export const laneSwitch = (page: Page, name: LaneName): Locator =>
  lane(page, name).getByRole('switch', { name: LANE_LABELS[name], exact: true });

/** A panel of the page, by its heading. */
export const panel = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });

/** The cell beside a figure's label: number, unit and comparison. */
export const figure = (page: Page, name: LaneName, label: string): Locator =>
  lane(page, name)
    .locator('dt')
    .filter({ hasText: new RegExp(`^${label}$`) })
    .locator('xpath=following-sibling::dd[1]');

/** A whole number as a figure shows it. */
export async function count(page: Page, name: LaneName, label: string): Promise<number> {
  const text = (await figure(page, name, label).textContent()) ?? '';
  return Number(/^[\d,]+/.exec(text)?.[0].replaceAll(',', '') ?? Number.NaN);
}

/** The lab with these panels open. */
export const opened = (...panels: readonly PanelName[]): string => `/?open=${panels.join(',')}`;

export const EVERYTHING_OPEN = opened(...PANEL_NAMES);

/** Those that hear of an event when it is published: short polling is seconds behind. */
const PROMPT_LANES: readonly LaneName[] = TRANSPORTS.filter((transport) => transport !== 'short-polling');

/** Opens the lab, as on a second visit, and waits until each of these lanes has received something. */
export async function openLab(page: Page, address = '/', lanes = PROMPT_LANES): Promise<void> {
  await page.addInitScript((key) => localStorage.setItem(key, '1'), TOUR_DONE_KEY);
  await page.goto(address);
  for (const name of lanes) await eventually(() => count(page, name, 'Events')).toBeGreaterThan(0);
  if (address.startsWith('/?open=')) await drawOpened(page);
}

/** Goes through the page as a reader would: panels are drawn when somebody comes near them. */
export async function drawOpened(page: Page): Promise<void> {
  for (const content of await page.locator('section[data-open="true"] > [id$="-content"]').all()) {
    await expect(async () => {
      await content.scrollIntoViewIfNeeded();
      await expect(content).not.toBeEmpty({ timeout: 1_000 });
      await expect(content.locator('[data-to-come]')).toHaveCount(0, { timeout: 1_000 });
    }).toPass();
  }
  await page.evaluate(() => scrollTo(0, 0));
}

/** How much wider than the window the page is, px. */
export const sidewaysPx = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(document.documentElement.scrollWidth - innerWidth, 0));

type Settings = Readonly<Record<string, unknown>>;

/** Changes the settings behind the page's back, as curl would. */
export async function changeExperiment(baseURL: string, publisher: Settings, network: Settings = {}): Promise<void> {
  const response = await fetch(`${baseURL}/api/experiment`, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ publisher, network }),
  });
  expect(response.status).toBe(200);
}

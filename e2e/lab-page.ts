import type { Locator, Page } from '@playwright/test';
import { TRANSPORT_LABELS, TRANSPORTS, type Transport } from '../src/protocol/transports.ts';
import { expect } from './built-server.ts';

export { TRANSPORT_LABELS, TRANSPORTS, type Transport };

export const lane = (page: Page, transport: Transport): Locator =>
  page.getByRole('region', { name: TRANSPORT_LABELS[transport], exact: true });

export const laneSwitch = (page: Page, transport: Transport): Locator =>
  lane(page, transport).getByRole('switch', { name: TRANSPORT_LABELS[transport], exact: true });

/** The cell beside a figure's label: number, unit and comparison. */
export const figure = (page: Page, transport: Transport, label: string): Locator =>
  lane(page, transport)
    .locator('dt')
    .filter({ hasText: new RegExp(`^${label}$`) })
    .locator('xpath=following-sibling::dd[1]');

/** A whole number as a figure shows it. */
export async function count(page: Page, transport: Transport, label: string): Promise<number> {
  const text = (await figure(page, transport, label).textContent()) ?? '';
  return Number(/^[\d,]+/.exec(text)?.[0].replaceAll(',', '') ?? Number.NaN);
}

/** Opens the lab and waits until every lane has received something. */
export async function openLab(page: Page): Promise<void> {
  await page.goto('/');
  for (const transport of TRANSPORTS) {
    await expect.poll(() => count(page, transport, 'Events')).toBeGreaterThan(0);
  }
}

/** Changes the publisher behind the page's back, as curl would. */
export async function changeExperiment(baseURL: string, publisher: Readonly<Record<string, unknown>>): Promise<void> {
  const response = await fetch(`${baseURL}/api/experiment`, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ publisher }),
  });
  expect(response.status).toBe(200);
}

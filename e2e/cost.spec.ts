import type { Locator, Page } from '@playwright/test';
import type { Load } from '../src/protocol/load.ts';
import { isForEveryone, SIZES } from './accessible.ts';
import { eventually, expect, test } from './built-server.ts';
import {
  changeExperiment,
  count,
  laneSwitch,
  openLab,
  TRANSPORT_LABELS,
  TRANSPORTS,
  type Transport,
} from './lab-page.ts';

const part = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });

/** What the live table says of a transport, by the column's title. */
async function cell(page: Page, transport: Transport, title: string): Promise<string> {
  const table = part(page, 'The swarm by transport');
  const titles = await table.getByRole('columnheader').allTextContents();
  const row = table.getByRole('row').filter({ hasText: TRANSPORT_LABELS[transport] });
  return (await row.locator('th, td').nth(titles.indexOf(title)).textContent()) ?? '';
}

async function openCost(page: Page): Promise<void> {
  await page.goto('/cost');
  await expect(page.getByText('No swarm was started yet.')).toBeVisible();
}

async function wantClients(page: Page, wanted: Readonly<Partial<Record<Transport, number>>>): Promise<void> {
  for (const transport of TRANSPORTS) {
    const field = page.getByRole('textbox', { name: `${TRANSPORT_LABELS[transport]} clients` });
    await field.fill(`${wanted[transport] ?? 0}`);
    await field.press('Enter');
  }
}

async function startSwarm(page: Page, wanted: Readonly<Partial<Record<Transport, number>>>): Promise<void> {
  await wantClients(page, wanted);
  await page.getByRole('button', { name: 'Start a swarm' }).click();
  await expect(page.getByText('clients are connected')).toBeVisible();
}

/** Of the streams: a browser keeps a connection that carried a poll for whatever it asks next. */
async function openStreams(baseURL: string): Promise<number> {
  const load: Load = await (await fetch(`${baseURL}/api/load`)).json();
  return load.transports.sse.open + load.transports.websocket.open;
}

const TEN_OF_EACH = { 'short-polling': 10, 'long-polling': 10, sse: 10, websocket: 10 };

test('a small swarm is started, delivers to all, and is gone at a press', async ({ page, baseURL }) => {
  await changeExperiment(baseURL, { ratePerSecond: 20 });
  await openCost(page);
  await startSwarm(page, TEN_OF_EACH);
  for (const transport of TRANSPORTS) {
    await eventually(() => cell(page, transport, 'Clients')).toBe('10 of 10');
    await eventually(async () => Number.parseFloat(await cell(page, transport, 'Delivered'))).toBeGreaterThan(1);
    expect(await cell(page, transport, 'Missing')).toBe('0');
    expect(await cell(page, transport, 'CPU per delivery')).toBe('shared');
  }
  await expect(page.getByText(/^With 40 clients on 4 transports an event costs the server/)).toBeVisible();

  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByText('Swarm 1 was stopped; its last figures stay.')).toBeVisible();
  await expect(page.getByText('As swarm 1 was, in its last seconds.')).toBeVisible();
  await expect(page.getByText(/^In the last swarm, with 40 clients/)).toBeVisible();
  expect(await cell(page, 'websocket', 'Missing')).toBe('0');
  await eventually(() => openStreams(baseURL)).toBe(0);
});

test('one transport alone is told its CPU and memory; its picture can be saved', async ({ page, baseURL }) => {
  await changeExperiment(baseURL, { ratePerSecond: 20 });
  await openCost(page);
  await startSwarm(page, { websocket: 20 });
  await eventually(() => cell(page, 'websocket', 'CPU per delivery')).toMatch(/^[\d.,]+\s(µs|ms)$/);
  // The process may let go of more than twenty clients take: then it cannot be told. It is not shared.
  await eventually(() => cell(page, 'websocket', 'Memory per connection')).toMatch(/^([\d.,]+\s(B|kB|MB)|–)$/);
  expect(await cell(page, 'sse', 'Clients')).toBe('–');
  await expect(page.getByText(/^With 20 WebSocket clients an event costs the server/)).toBeVisible();

  await part(page, 'Live').getByRole('button', { name: 'Save Clients as a picture' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'SVG', exact: true }).click();
  expect((await download).suggestedFilename()).toMatch(/^transport-lab-clients-.*\.svg$/);
});

test('what the server does not start is told in place, and can be corrected', async ({ page }) => {
  await openCost(page);
  await wantClients(page, { sse: 9_000, websocket: 9_000 });
  await page.getByRole('button', { name: 'Start a swarm' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'must be 1 to 10000 together' })).toBeVisible();
  await startSwarm(page, { sse: 5 });
  await expect(page.getByText('must be 1 to 10000 together')).toBeHidden();
});

test('two steps of a curve are measured and drawn', async ({ page, baseURL }) => {
  await changeExperiment(baseURL, { ratePerSecond: 20 });
  await openCost(page);
  const curves = part(page, 'How the cost grows');
  for (const transport of ['short-polling', 'long-polling', 'sse'] as const) {
    await curves.getByRole('checkbox', { name: `Measure ${TRANSPORT_LABELS[transport]}` }).uncheck();
  }
  await curves.getByText('30', { exact: true }).click();
  await curves.getByRole('textbox', { name: 'Each for' }).fill('1');
  await curves.getByRole('button', { name: 'Measure the curves' }).click();
  await expect(curves.getByRole('button', { name: 'Stop measuring' })).toBeVisible();
  await expect(curves.getByRole('region', { name: 'The points of the curves' }).getByRole('row')).toHaveCount(3);
  await expect(curves.getByRole('button', { name: 'Measure the curves' })).toBeEnabled();
  await expect(curves.getByRole('img', { name: /^CPU per delivery.*WebSocket .* with 10, .* with 30/ })).toBeVisible();
  await expect(curves.getByRole('list').getByText(/not measured yet/)).toHaveCount(3);
});

test('clients that are dropped at once come back, and the two ways are compared', async ({ page, baseURL }) => {
  await openCost(page);
  const herd = part(page, 'Thundering herd');
  const jittered = herd.getByRole('button', { name: 'Drop all, come back with jitter' });
  const together = herd.getByRole('button', { name: 'Drop all, come back without jitter' });
  await expect(jittered).toBeDisabled();
  await startSwarm(page, { websocket: 30 });
  await jittered.click();
  await expect(herd.getByRole('img', { name: /^With jitter.*all 30 were back/ })).toBeVisible();
  await together.click();
  await expect(herd.getByRole('img', { name: /^Without jitter.*all 30 were back/ })).toBeVisible();
  await expect(herd.getByText(/^Without jitter the busiest 100\sms had \d+ attempts/)).toBeVisible();
  await eventually(() => openStreams(baseURL)).toBe(30);
});

test('the lab’s lanes are off on this page and run again in the lab, whose address is as it was', async ({
  page,
  baseURL,
}) => {
  await openLab(page, '/?open=bytes');
  await expect(page).toHaveURL(/lanes=/);
  await laneSwitch(page, 'long-polling').click();
  await expect(page).not.toHaveURL(/long-polling/);
  const address = page.url();

  await page.getByRole('link', { name: 'Cost' }).click();
  await expect(page).toHaveURL('/cost');
  await expect(page.getByRole('link', { name: 'Cost' })).toHaveAttribute('aria-current', 'page');
  await eventually(() => openStreams(baseURL)).toBe(0);
  await page.reload();
  await expect(part(page, 'Live')).toBeVisible();
  await page.goBack();
  await expect(laneSwitch(page, 'websocket')).toBeChecked();
  await expect(laneSwitch(page, 'long-polling')).not.toBeChecked();
  await expect(page).toHaveURL(address);

  await page.getByRole('link', { name: 'Cost' }).click();
  await eventually(() => openStreams(baseURL)).toBe(0);
  await page.getByRole('link', { name: 'Lab', exact: true }).click();
  await expect(page).toHaveURL(address);
  await expect(laneSwitch(page, 'long-polling')).not.toBeChecked();
  await eventually(() => count(page, 'websocket', 'Events')).toBeGreaterThan(0);
  const before = await count(page, 'websocket', 'Events');
  await eventually(() => count(page, 'websocket', 'Events')).toBeGreaterThan(before);
});

test('a server that is gone is told, and the figures stay', async ({ page, server }) => {
  await openCost(page);
  await startSwarm(page, { sse: 5 });
  server.process.kill('SIGTERM');
  await expect(page.getByText('The server does not answer; the figures are of before.')).toBeVisible();
  expect(await cell(page, 'sse', 'Missing')).toBe('0');
});

test('has no accessibility violation and no sideways scroll', async ({ page }) => {
  await page.setViewportSize(SIZES.phone);
  await openCost(page);
  await isForEveryone(page, SIZES);
  await page.getByText('More settings').click();
  await page.getByRole('textbox', { name: 'All stay for' }).fill('600');
  await startSwarm(page, { sse: 5, websocket: 5 });
  await isForEveryone(page, SIZES, () => expect(page.getByText('clients are connected')).toBeVisible());
});

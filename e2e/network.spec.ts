import type { Page } from '@playwright/test';
import { eventually, expect, test } from './built-server.ts';
import { changeExperiment, count, figure, lane, laneSwitch, opened, openLab, panel, TRANSPORTS } from './lab-page.ts';

const networkOf = async (baseURL: string) => (await (await fetch(`${baseURL}/api/experiment`)).json()).network;

/** What the page says of the network near its head. */
const summary = (page: Page) => page.getByRole('status').filter({ hasText: 'The network in between' });

test('a network that people know is put in between, and taken away again', async ({ page, baseURL }) => {
  await openLab(page, opened('network'));
  await expect(summary(page)).toContainText('nothing added');
  await panel(page, 'The network in between').getByRole('button', { name: 'Satellite' }).click();
  await eventually(() => networkOf(baseURL)).toMatchObject({ rttMs: 600, tls: true });
  await expect(summary(page)).toContainText('600 ms round trip');
  // 600 ms there and back are 300 ms one way: no event is younger than that, once the old ones are forgotten.
  await page.getByRole('button', { name: 'Reset all lanes' }).click();
  await expect(figure(page, 'sse', 'Latency p50')).toHaveText(/^3\d\d\sms/);
  await page.getByRole('button', { name: 'Clear the network' }).click();
  await eventually(() => networkOf(baseURL)).toMatchObject({ rttMs: 0, tls: false });
  await expect(summary(page)).toContainText('nothing added');
});

test('a slider is live, and its last value arrives', async ({ page, baseURL }) => {
  await openLab(page, opened('network'));
  const slider = panel(page, 'The network in between').getByRole('slider', { name: 'Round trip' });
  await slider.focus();
  for (let presses = 0; presses < 30; presses += 1) await page.keyboard.press('ArrowRight');
  const field = panel(page, 'The network in between').getByRole('textbox', { name: 'Round trip' });
  await expect(field).toHaveValue('329');
  await eventually(() => networkOf(baseURL)).toMatchObject({ rttMs: 329 });
});

test('what is not allowed is refused with what is', async ({ page, baseURL }) => {
  await openLab(page, opened('network'));
  const network = panel(page, 'The network in between');
  await network.getByRole('textbox', { name: 'Loss' }).fill('31');
  await network.getByRole('textbox', { name: 'Loss' }).press('Enter');
  await expect(network.getByText('A number from 0 to 30')).toBeVisible();
  await network.getByRole('textbox', { name: 'Bandwidth down' }).fill('3');
  await network.getByRole('textbox', { name: 'Bandwidth down' }).press('Enter');
  await expect(network.getByText('Must be 0 (no limit) or a number from 32 to 1000000')).toBeVisible();
  expect(await networkOf(baseURL)).toMatchObject({ lossPercent: 0, downKbitPerSecond: 0 });

  // The page checks its fields itself, so on the way the request is made one that only the server refuses.
  await page.route('**/api/experiment*', (route) =>
    route.request().method() === 'PATCH'
      ? route.continue({ postData: JSON.stringify({ network: { proxy: { errorPercent: 101 } } }) })
      : route.continue(),
  );
  const proxy = panel(page, 'A proxy in the middle');
  await proxy.getByRole('textbox', { name: 'Errors' }).fill('50');
  await proxy.getByRole('textbox', { name: 'Errors' }).press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'must be a number from 0 to 100' })).toBeVisible();
  // What was chosen and refused is taken back.
  await proxy.getByRole('radiogroup', { name: 'Upgrades' }).getByText('Refused').click();
  await expect(proxy.getByRole('radio', { name: 'Passed' })).toBeChecked();
});

test('behind a proxy without upgrades WebSocket fails, and the automatic lane says what it does instead', async ({
  page,
  baseURL,
}) => {
  await changeExperiment(baseURL, {}, { proxy: { upgrade: 'refuse' } });
  await openLab(page, opened('account'), ['short-polling']);
  await expect(summary(page)).toContainText('proxy: no upgrade');
  await expect(lane(page, 'websocket')).toContainText(/Retrying: attempt \d+, next in \d+\.\d\ss, circuit closed/);
  await expect(lane(page, 'automatic')).toContainText('Off.');
  await laneSwitch(page, 'automatic').press('Space');
  await expect(laneSwitch(page, 'automatic')).toBeFocused();
  await expect(lane(page, 'automatic')).toContainText(/on Server-Sent Events since \d+\ss: /);
  await eventually(() => count(page, 'automatic', 'Events')).toBeGreaterThan(0);
  expect(await count(page, 'automatic', 'Missing')).toBe(0);
  // Its traffic has an account of its own, and the whole still adds up.
  await eventually(() => count(page, 'automatic', 'Requests')).toBeGreaterThan(0);
  await expect(page.getByText('The parts add up to the wire, to the byte.')).toBeVisible();
});

test('a fault has its costs in the table, lane by lane, and a mark on every chart over time', async ({ page }) => {
  await openLab(page, opened('charts', 'faults'));
  await panel(page, 'Faults').getByRole('button', { name: 'Cut with RST' }).click();
  await expect(panel(page, 'Faults').getByRole('status')).toContainText(/Cut \(RST\): it met \d+ connections?\./);
  const costs = panel(page, 'What each fault cost');
  for (const name of ['Short polling', 'Long polling', 'Server-Sent Events', 'WebSocket']) {
    const row = costs.getByRole('row', { name: new RegExp(name) });
    await expect(row).toHaveCount(1);
    await expect(row).not.toContainText('not yet');
  }
  await expect(costs).toContainText('Cut (RST)');
  const charts = panel(page, 'Charts');
  await charts.scrollIntoViewIfNeeded();
  for (const name of [/^Latency, /, /^Freshness/, /^Requests/, /^Bytes on the wire/]) {
    await expect(charts.getByRole('img', { name }).getByText('cut', { exact: true })).toHaveCount(1);
  }
  for (const transport of TRANSPORTS) {
    for (const label of ['Missing', 'Duplicated']) expect(await count(page, transport, label)).toBe(0);
  }
});

test('a bad day is played on its timeline, and ended', async ({ page, baseURL }) => {
  await openLab(page, opened('faults'));
  const faults = panel(page, 'Faults');
  await faults.getByRole('button', { name: 'Play a bad day' }).click();
  await expect(faults.getByRole('img', { name: /The bad day\. \d of 8 faults so far/ })).toBeVisible();
  await expect(faults.getByRole('button', { name: 'Play a bad day' })).toBeDisabled();
  await faults.getByRole('button', { name: 'End it' }).click();
  await expect(faults.getByText('No bad day is being played.')).toBeVisible();
  expect((await (await fetch(`${baseURL}/api/faults`)).json()).badDay).toBeNull();
});

test('a second bad day is refused, with the reason', async ({ page, baseURL }) => {
  await openLab(page, opened('faults'));
  // Somebody else began one, and this page does not know of it yet.
  await page.route('**/api/faults*', (route) =>
    route.request().method() === 'GET' ? route.abort() : route.continue(),
  );
  await fetch(`${baseURL}/api/bad-day`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ seconds: 60, faults: 1 }),
  });
  await panel(page, 'Faults').getByRole('button', { name: 'Play a bad day' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'played already' })).toBeVisible();
});

test('the policy is visible, changed, and obeyed', async ({ page }) => {
  await openLab(page, opened('survival', 'faults'));
  const survival = panel(page, 'Clients that survive');
  await survival.getByRole('radiogroup', { name: 'Jitter' }).getByText('None').click();
  await survival.getByRole('textbox', { name: 'Base' }).fill('7000');
  await survival.getByRole('textbox', { name: 'Base' }).press('Enter');
  await expect(survival.getByRole('listitem').first()).toHaveText('7 s');
  await survival.getByRole('textbox', { name: 'Patience of a poll' }).fill('5');
  await survival.getByRole('textbox', { name: 'Patience of a poll' }).press('Enter');
  await expect(survival.getByText(/The client is first/)).toBeVisible();

  await panel(page, 'Faults').getByRole('button', { name: 'Cut with RST' }).click();
  // The first wait is the base, to the tenth of a second, for there is no jitter.
  await expect(lane(page, 'websocket')).toContainText(/attempt 1, next in [56]\.\d\ss/);
  await expect(survival.getByRole('img', { name: /^WebSocket: \d+ attempts/ })).toBeVisible();
  await survival.getByRole('textbox', { name: 'Factor' }).fill('11');
  await survival.getByRole('textbox', { name: 'Factor' }).press('Enter');
  await expect(survival.getByText('A number from 1 to 10')).toBeVisible();
});

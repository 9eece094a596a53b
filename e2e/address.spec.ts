import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { eventually, expect, test } from './built-server.ts';
import { changeExperiment, count, laneSwitch, openLab, panel } from './lab-page.ts';

const search = (page: Page) => new URL(page.url()).search;
const param = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);
const isOpen = (page: Page, title: string) => page.getByRole('button', { name: title, expanded: true, exact: true });
const notice = (page: Page) => page.getByRole('alert').filter({ hasText: 'in the address' });
const rate = (page: Page) => page.getByLabel('Rate', { exact: true });
const hold = (page: Page) => page.getByLabel('Long-poll hold');

/** The address of a page that has written its state into it. */
const DEFAULT_SEARCH = '?lanes=short-polling,long-polling,sse,websocket&rate=5';

async function settings(baseURL: string) {
  return (await fetch(`${baseURL}/api/experiment`)).json();
}

async function setField(page: Page, label: string, value: number): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(`${value}`);
  await page.getByLabel(label, { exact: true }).press('Enter');
}

test('a link reproduces lanes, settings, conditions, open panels and span', async ({ page, baseURL }) => {
  const link =
    '/?lanes=sse,websocket,automatic&rate=20&arrivals=poisson&payload=1000&seed=7&poll=500&hold=10&patience=12' +
    '&retry.jitter=none&rtt=30&loss=0.5&tls=1&proxy.cookie=400&open=network,survival&span=2000';
  await openLab(page, link, ['sse', 'websocket', 'automatic']);

  await expect(laneSwitch(page, 'short-polling')).not.toBeChecked();
  await expect(laneSwitch(page, 'long-polling')).not.toBeChecked();
  await expect(laneSwitch(page, 'automatic')).toBeChecked();
  // They never ran. (Of the short poll, the automatic lane may have made use.)
  const ledger = await (await fetch(`${baseURL}/api/ledger`)).json();
  expect(ledger.transports['long-polling'].requests).toBe(0);

  const { publisher, network } = await settings(baseURL);
  expect(publisher).toEqual({ running: true, ratePerSecond: 20, arrivals: 'poisson', payloadBytes: 1000, seed: 7 });
  expect(network).toMatchObject({ rttMs: 30, lossPercent: 0.5, tls: true, proxy: { cookieBytes: 400 } });
  await expect(rate(page)).toHaveValue('20');
  await expect(page.getByLabel('Poll interval')).toHaveValue('500');
  await expect(hold(page)).toHaveValue('10');

  await expect(isOpen(page, 'The network in between')).toBeVisible();
  await expect(panel(page, 'Clients that survive').getByLabel('Patience of a poll')).toHaveValue('12');
  await expect(isOpen(page, 'Charts')).toHaveCount(0);
  await expect(notice(page)).toBeHidden();
  // What was said is what the page says itself.
  await eventually(() => search(page)).toBe(link.slice(1));
});

test('what a link leaves out is at its default', async ({ page, baseURL }) => {
  await changeExperiment(baseURL, { ratePerSecond: 50, seed: 9 }, { rttMs: 300, proxy: { upgrade: 'refuse' } });
  await openLab(page, '/?rate=20');
  const { publisher, network } = await settings(baseURL);
  expect(publisher).toMatchObject({ ratePerSecond: 20, seed: 1 });
  expect(network).toMatchObject({ rttMs: 0, proxy: { upgrade: 'pass' } });
});

test('the figures of a link are of its experiment only: the run begins anew, once', async ({ page }) => {
  const runs = new Set<string>();
  page.on('request', (request) => {
    const run = /client=lab-[a-z0-9]+-(\d+)/.exec(request.url())?.[1];
    if (run !== undefined) runs.add(run);
  });
  await openLab(page, '/?rate=20&payload=10');
  await eventually(() => [...runs].at(-1)).toBe('2');
  await eventually(() => count(page, 'websocket', 'Events')).toBeGreaterThan(40);
  expect([...runs].at(-1)).toBe('2');
});

test('a bad value falls back and says so, once for all', async ({ page, baseURL }) => {
  await openLab(page, '/?lanes=sse,websocket&rate=9999&span=soon&open=network&volume=11', ['sse', 'websocket']);
  await expect(notice(page).getByRole('listitem')).toHaveText([
    'rate=9999 in the address is not a number from 0.1 to 1000: 5 is used.',
    'span=soon in the address is not a number from 20 to 300000: 10000 is used.',
    'volume in the address is not known: it is left out.',
  ]);
  expect((await settings(baseURL)).publisher.ratePerSecond).toBe(5);
  await eventually(() => search(page)).toBe('?lanes=sse,websocket&rate=5&open=network');
  await notice(page).getByRole('button', { name: 'Dismiss' }).click();
  await expect(notice(page)).toBeHidden();
});

for (const garbage of ['?%E0%A4%A=%', '?lanes=%00&rate=NaN&&&=&[]={}', `?x=${'y'.repeat(6_000)}`, '?"rate"=5#rate=6']) {
  test(`the page works with ${garbage.slice(0, 30)}`, async ({ page }) => {
    const errors: Error[] = [];
    page.on('pageerror', (error) => errors.push(error));
    await openLab(page, `/${garbage}`);
    await expect(page.getByRole('alert').filter({ hasText: /address/ })).toBeVisible();
    await eventually(() => search(page)).toBe(DEFAULT_SEARCH);
    expect(errors).toEqual([]);
  });
}

test('a plain address leaves the server’s experiment alone, and is filled in', async ({ page, baseURL }) => {
  await changeExperiment(baseURL, { ratePerSecond: 50, running: false }, { rttMs: 20 });
  await page.goto('/');
  await eventually(() => search(page)).toBe('?lanes=short-polling,long-polling,sse,websocket&rate=50&rtt=20');
  expect((await settings(baseURL)).publisher).toMatchObject({ ratePerSecond: 50, running: false });
  // Filled in, not gone on from: the way back leads out of the lab.
  expect(await page.evaluate(() => history.length)).toBe(2);
});

test('a change is mirrored, and back and forward undo it and do it again', async ({ page, baseURL }) => {
  await openLab(page);
  await eventually(() => search(page)).toBe(DEFAULT_SEARCH);

  await setField(page, 'Rate', 20);
  await eventually(() => param(page, 'rate')).toBe('20');
  await laneSwitch(page, 'sse').click();
  await eventually(() => param(page, 'lanes')).toBe('short-polling,long-polling,websocket');
  await setField(page, 'Long-poll hold', 3);
  await eventually(() => param(page, 'hold')).toBe('3');
  await isOpen(page, 'Charts').click();
  await eventually(() => param(page, 'open')).toBe('ladder');

  await page.goBack();
  await expect(isOpen(page, 'Charts')).toBeVisible();
  await page.goBack();
  await expect(hold(page)).toHaveValue('25');
  await page.goBack();
  await expect(laneSwitch(page, 'sse')).toBeChecked();
  await page.goBack();
  await expect(rate(page)).toHaveValue('5');
  await eventually(async () => (await settings(baseURL)).publisher.ratePerSecond).toBe(5);
  expect(search(page)).toBe(DEFAULT_SEARCH);

  for (let steps = 0; steps < 3; steps += 1) await page.goForward();
  await expect(hold(page)).toHaveValue('3');
  await expect(laneSwitch(page, 'sse')).not.toBeChecked();
  await eventually(async () => (await settings(baseURL)).publisher.ratePerSecond).toBe(20);
  expect(search(page)).toBe('?lanes=short-polling,long-polling,websocket&rate=20&hold=3');
});

test('a movement of a slider is one step back', async ({ page, baseURL }) => {
  await openLab(page, '/?rate=5&open=network');
  const slider = page.getByRole('slider', { name: 'Round trip, slider' });
  await expect(slider).toBeEnabled();
  const before = await page.evaluate(() => history.length);
  await slider.focus();
  // All at once: what comes a second later on a busy machine is a movement of its own.
  await Promise.all(Array.from({ length: 4 }, () => slider.press('PageUp')));
  const value = () => settings(baseURL).then(({ network }) => network.rttMs as number);
  // To its end, for what the slider passes on the way is sent as well.
  const end = await slider.getAttribute('aria-valuetext');
  await eventually(async () => `${await value()} ms`).toBe(end);
  await eventually(() => `${param(page, 'rtt')} ms`).toBe(end);
  await page.goBack();
  await eventually(value).toBe(0);
  expect(await page.evaluate(() => history.length)).toBe(before + 1);
});

test('a reload shows the same again', async ({ page }) => {
  await openLab(page);
  await laneSwitch(page, 'short-polling').click();
  await setField(page, 'Payload', 1000);
  await eventually(() => search(page)).toBe('?lanes=long-polling,sse,websocket&rate=5&payload=1000');
  await page.reload();
  await expect(laneSwitch(page, 'short-polling')).not.toBeChecked();
  await expect(page.getByLabel('Payload')).toHaveValue('1000');
  await eventually(() => count(page, 'sse', 'Events')).toBeGreaterThan(0);
});

test('what somebody else changes is written down, and is not fought', async ({ page, baseURL, context }) => {
  await openLab(page, '/?rate=20');
  const other = await context.newPage();
  await other.goto(`${baseURL}/`);
  await eventually(() => param(other, 'rate')).toBe('20');
  const [steps, stepsOfOther] = [await length(page), await length(other)];

  await setField(other, 'Rate', 100);
  await eventually(() => param(other, 'rate')).toBe('100');
  await eventually(() => param(page, 'rate')).toBe('100');
  await changeExperiment(baseURL, { ratePerSecond: 50 });
  await eventually(() => param(page, 'rate')).toBe('50');
  await eventually(() => param(other, 'rate')).toBe('50');

  expect((await settings(baseURL)).publisher.ratePerSecond).toBe(50);
  // A step for who changed it, and none for who did not.
  expect([await length(page), await length(other)]).toEqual([steps, stepsOfOther + 1]);
});

test('a link waits for a server that is away', async ({ page, startServer }) => {
  const first = await startServer();
  const { port } = new URL(first.url);
  await page.goto(first.url);
  await page.route('**/api/**', (route) => route.abort());
  await page.goto(`${first.url}/?lanes=sse&rate=20`);
  await expect(page.getByText('The server does not answer. Trying again…')).toBeVisible();
  expect(search(page)).toBe('?lanes=sse&rate=20');
  expect((await settings(`http://127.0.0.1:${port}`)).publisher.ratePerSecond).toBe(5);
  await page.unroute('**/api/**');
  await eventually(async () => (await settings(first.url)).publisher.ratePerSecond).toBe(20);
  await expect(rate(page)).toHaveValue('20');
});

test('the link is copied, and tells so without moving anything', async ({ page, context, baseURL }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: baseURL });
  await openLab(page);
  await setField(page, 'Rate', 20);
  await eventually(() => param(page, 'rate')).toBe('20');
  const button = page.getByRole('button', { name: 'Copy link' });
  const width = (await button.boundingBox())?.width;
  await button.click();
  const copied = page.getByRole('button', { name: 'Copied' });
  expect((await copied.boundingBox())?.width).toBe(width);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  await expect(button).toBeVisible();
});

test('the link is there to be copied by hand where the page may not', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await openLab(page);
  await eventually(() => search(page)).toBe(DEFAULT_SEARCH);
  await page.getByRole('button', { name: 'Copy link' }).click();
  const field = page.getByLabel('This browser lets you copy the link only by hand');
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(page.url());
  expect(await page.evaluate(() => getSelection()?.toString())).toBe(page.url());
  await page.keyboard.press('Escape');
  await expect(field).toBeHidden();
});

test('a saved run changes no address, and no step back changes the lab behind it', async ({ page, baseURL }) => {
  await openLab(page);
  await eventually(() => search(page)).toBe(DEFAULT_SEARCH);
  await setField(page, 'Rate', 20);
  await eventually(() => param(page, 'rate')).toBe('20');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save run', exact: true }).click();
  const file = await (await download).path();
  await setField(page, 'Payload', 1000);
  await eventually(() => param(page, 'payload')).toBe('1000');

  await page.locator('input[type=file]').setInputFiles({
    name: 'run.json',
    mimeType: 'application/json',
    buffer: await readFile(file),
  });
  await expect(page.getByText(/Saved run of/)).toBeVisible();
  await expect(page.getByLabel('Payload')).toHaveValue('100');
  await isOpen(page, 'Charts').click();
  await eventually(() => param(page, 'open')).toBe('ladder');
  expect(param(page, 'payload')).toBe('1000');
  await page.goBack();
  await page.goBack();
  await expect(isOpen(page, 'Charts')).toBeVisible();
  expect(param(page, 'payload')).toBeNull();
  expect((await settings(baseURL)).publisher.payloadBytes).toBe(1000);

  await page.getByRole('button', { name: 'Back to live' }).click();
  await eventually(() => param(page, 'payload')).toBe('1000');
  expect((await settings(baseURL)).publisher).toMatchObject({ ratePerSecond: 20, payloadBytes: 1000 });
});

const length = (page: Page) => page.evaluate(() => history.length);

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually, expect, test } from './built-server.ts';
import {
  changeExperiment,
  count,
  drawOpened,
  figure,
  lane,
  laneSwitch,
  opened,
  openLab,
  panel,
  TRANSPORTS,
} from './lab-page.ts';

test('four lanes receive the very same events, and miss none', async ({ page }) => {
  await openLab(page, '/', TRANSPORTS);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await page.getByRole('button', { name: 'Pause stream' }).click();
  await expect(page.getByRole('button', { name: 'Resume stream' })).toBeVisible();
  // Once the slowest lane has asked again, all of them have everything.
  await eventually(
    async () => new Set(await Promise.all(TRANSPORTS.map((transport) => count(page, transport, 'Events')))).size,
  ).toBe(1);
  for (const transport of TRANSPORTS) {
    for (const label of ['Missing', 'Duplicated', 'Out of order', 'Gaps told']) {
      expect(await count(page, transport, label)).toBe(0);
    }
    await expect(figure(page, transport, 'Latency p50')).toHaveText(/^(< )?[\d.]+ (µs|ms|s)/);
  }
  await page.getByRole('button', { name: 'Resume stream' }).click();
  const before = await count(page, 'websocket', 'Events');
  await eventually(() => count(page, 'websocket', 'Events')).toBeGreaterThan(before);
});

test('a panel far from the reader stands still, and tells what is when they come back, or print the page', async ({
  page,
}) => {
  await openLab(page, opened('charts', 'account'));
  const account = panel(page, 'The account of this run');
  await account.scrollIntoViewIfNeeded();
  await expect(account.getByRole('table')).toBeVisible();
  await page.evaluate(() => scrollTo(0, 0));
  const figures = () => account.getByRole('table').innerText();
  await eventually(async () => {
    const before = await figures();
    await sixMoreEvents();
    return (await figures()) === before;
  }).toBe(true);
  const old = await figures();
  await page.emulateMedia({ media: 'print' });
  await eventually(figures).not.toBe(old);
  await page.emulateMedia({ media: 'screen' });
  await sixMoreEvents();
  const printed = await figures();
  await sixMoreEvents();
  expect(await figures()).toBe(printed);
  await account.scrollIntoViewIfNeeded();
  await eventually(figures).not.toBe(printed);

  async function sixMoreEvents(): Promise<void> {
    const before = await count(page, 'websocket', 'Events');
    await eventually(() => count(page, 'websocket', 'Events')).toBeGreaterThan(before + 5);
  }
});

test('what the page shows is what the server booked', async ({ page, baseURL }) => {
  await openLab(page, opened('account'));
  await page.getByRole('button', { name: 'Pause stream' }).click();
  await laneSwitch(page, 'short-polling').click();
  await expect(lane(page, 'short-polling')).toContainText('Off');
  const request = await page.waitForRequest(/\/api\/ledger/);
  const ledger = await (await fetch(`${baseURL}/api/ledger${new URL(request.url()).search}`)).json();
  for (const transport of ['long-polling', 'sse', 'websocket'] as const) {
    const { requests, connections, emptyResponses } = ledger.transports[transport];
    await eventually(() => count(page, transport, 'Requests')).toBe(requests);
    expect(await count(page, transport, 'Connections')).toBe(connections);
    expect(await count(page, transport, 'Empty answers')).toBe(emptyResponses);
  }
  expect(await count(page, 'sse', 'Requests')).toBe(1);
  expect(await count(page, 'websocket', 'Requests')).toBe(1);
  await expect(page.getByText('The parts add up to the wire, to the byte.')).toBeVisible();
});

test('a lane is switched off and on while the others go on', async ({ page }) => {
  await openLab(page);
  for (const transport of TRANSPORTS) {
    await laneSwitch(page, transport).click();
    await expect(lane(page, transport)).toContainText('Off');
    const others = TRANSPORTS.filter((other) => other !== transport && other !== 'short-polling');
    for (const other of others) {
      const before = await count(page, other, 'Events');
      await eventually(() => count(page, other, 'Events')).toBeGreaterThan(before);
    }
    await laneSwitch(page, transport).click();
    await eventually(() => count(page, transport, 'Events')).toBeGreaterThan(0);
    expect(await count(page, transport, 'Missing')).toBe(0);
  }
});

test('a message published by hand is seen arriving in all four lanes', async ({ page }) => {
  await openLab(page);
  await page.getByLabel('Message', { exact: true }).fill('Grüße 👋');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  for (const transport of TRANSPORTS) await expect(lane(page, transport)).toContainText(/Grüße 👋 after/);
});

test('settings take effect, live', async ({ page, baseURL }) => {
  await openLab(page);
  await page.getByLabel('Rate', { exact: true }).fill('100');
  await page.getByLabel('Rate', { exact: true }).press('Enter');
  await page.getByRole('radiogroup', { name: 'Arrivals' }).getByText('Poisson').click();
  await page.getByLabel('Payload').fill('1000');
  await page.getByLabel('Payload').blur();
  const settings = async () => (await (await fetch(`${baseURL}/api/experiment`)).json()).publisher;
  await eventually(settings).toMatchObject({ ratePerSecond: 100, arrivals: 'poisson', payloadBytes: 1000 });

  await page.getByLabel('Poll interval').fill('100');
  await page.getByLabel('Poll interval').press('Enter');
  const requests = () => count(page, 'short-polling', 'Requests');
  await eventually(requests).toBeGreaterThan(0);
  const before = await requests();
  await eventually(requests).toBeGreaterThan(before + 10);
});

test('what the server refuses is taken back, with what was refused and what is allowed', async ({ page, baseURL }) => {
  await openLab(page);
  // The page checks its fields itself, so on the way the request is made one that only the server refuses.
  await page.route('**/api/experiment*', (route) =>
    route.request().method() === 'PATCH'
      ? route.continue({ postData: JSON.stringify({ publisher: { ratePerSecond: 5000 } }) })
      : route.continue(),
  );
  await page.getByLabel('Rate', { exact: true }).fill('50');
  await page.getByLabel('Rate', { exact: true }).press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'must be a number from 0.1 to 1000' })).toBeVisible();
  expect((await (await fetch(`${baseURL}/api/experiment`)).json()).publisher.ratePerSecond).toBe(5);
  // What was typed is not lost.
  await expect(page.getByLabel('Rate', { exact: true })).toHaveValue('50');
});

test('what is out of range is not even sent', async ({ page }) => {
  await openLab(page);
  await page.getByLabel('Payload').fill('70000');
  await page.getByLabel('Payload').press('Enter');
  await expect(page.getByText(/0.*65,?536/).first()).toBeVisible();
});

test('a reset starts a new run with every figure from zero', async ({ page }) => {
  await openLab(page);
  await eventually(() => count(page, 'websocket', 'Events')).toBeGreaterThan(15);
  await page.getByRole('button', { name: 'Reset all lanes' }).click();
  await eventually(() => count(page, 'websocket', 'Events')).toBeLessThan(15);
  for (const transport of TRANSPORTS) {
    await eventually(() => count(page, transport, 'Connections')).toBeGreaterThan(0);
  }
  expect(await count(page, 'sse', 'Requests')).toBe(1);
});

test('when the server goes away the page says so, and recovers by itself', async ({ page, startServer }) => {
  const first = await startServer();
  const { port } = new URL(first.url);
  await page.goto(first.url + opened('validity'));
  await eventually(() => count(page, 'websocket', 'Events')).toBeGreaterThan(0);
  await drawOpened(page);
  first.process.kill('SIGTERM');
  await first.exit;
  await expect(page.getByText('The server does not answer. Trying again…')).toBeVisible();
  await expect(lane(page, 'websocket')).toContainText('Retrying');

  await startServer(['--port', port]);
  await expect(page.getByText('The server does not answer. Trying again…')).toBeHidden();
  for (const transport of TRANSPORTS) {
    // The new server's log is a new epoch, and every lane is told.
    await eventually(() => count(page, transport, 'Gaps told')).toBe(1);
  }
  await expect(page.getByText('The server began anew')).toBeVisible();
});

test('a foreign page can neither read nor drive the lab', async ({ page, baseURL }) => {
  const foreign = createServer((_request, response) =>
    response.setHeader('Content-Type', 'text/html').end('<p>foreign'),
  );
  await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
  await page.goto(`http://127.0.0.1:${(foreign.address() as AddressInfo).port}`);
  const answers: number[] = [];
  page.on('response', (response) => {
    if (response.url().startsWith(baseURL)) answers.push(response.status());
  });
  const isOpened = await page.evaluate(async (lab) => {
    const json = { 'Content-Type': 'text/plain' };
    await fetch(`${lab}/streams/main/short-polling?after=0`).catch(() => {});
    await fetch(`${lab}/api/clock`, { mode: 'no-cors' }).catch(() => {});
    await fetch(`${lab}/streams/driven/events`, {
      method: 'POST',
      mode: 'no-cors',
      headers: json,
      body: '{"data":1}',
    }).catch(() => {});
    await new Promise((resolve) => {
      const source = new EventSource(`${lab}/streams/main/sse`);
      source.onopen = source.onerror = resolve;
    });
    return new Promise<boolean>((resolve) => {
      const socket = new WebSocket(`${lab.replace('http', 'ws')}/streams/main/websocket`);
      socket.onopen = () => resolve(true);
      socket.onerror = () => resolve(false);
    });
  }, baseURL);
  // Not only can the page not read the answers: the server refuses what it is asked. (Of requests that
  // CORS blocks, the browser tells nobody the status.)
  expect(new Set(answers)).toEqual(new Set([403]));
  expect((await fetch(`${baseURL}/streams/driven/short-polling?after=0`)).status).toBe(204);
  expect(isOpened).toBe(false);
  foreign.close();
});

test('a fast stream is delivered whole', async ({ page, baseURL }) => {
  await changeExperiment(baseURL, { ratePerSecond: 1000 });
  await openLab(page);
  await eventually(() => count(page, 'websocket', 'Events')).toBeGreaterThan(3_000);
  await changeExperiment(baseURL, { running: false });
  await eventually(
    async () => new Set(await Promise.all(TRANSPORTS.map((transport) => count(page, transport, 'Events')))).size,
  ).toBe(1);
  for (const transport of TRANSPORTS) expect(await count(page, transport, 'Missing')).toBe(0);
});

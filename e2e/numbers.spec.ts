import { readFileSync, writeFileSync } from 'node:fs';
import type { Download, Page } from '@playwright/test';
import { eventually, expect, test } from './built-server.ts';
import {
  changeExperiment,
  count,
  figure,
  lane,
  opened,
  openLab,
  panel,
  TRANSPORT_LABELS,
  TRANSPORTS,
} from './lab-page.ts';

test('behind each bar of bytes stands the real exchange, byte for byte', async ({ page, baseURL }) => {
  await openLab(page, opened('bytes'));
  const bytes = panel(page, 'Where the bytes go');
  for (const transport of TRANSPORTS) {
    await bytes.getByRole('button', { name: TRANSPORT_LABELS[transport], exact: true }).click();
    await expect(bytes.getByText(`GET /streams/main/${transport}?after=`).first()).toBeVisible();
    await bytes.getByRole('button', { name: TRANSPORT_LABELS[transport], exact: true }).click();
  }
  // The parts of each lane add up to what the server booked, exactly.
  const request = await page.waitForRequest(/\/api\/ledger/);
  const { transports } = await (await fetch(`${baseURL}/api/ledger${new URL(request.url()).search}`)).json();
  for (const transport of TRANSPORTS) {
    const { bytesUp, bytesDown, upBy, downBy } = transports[transport];
    const sum = (parts: Record<string, number>) => Object.values(parts).reduce((a, b) => a + b, 0);
    expect([sum(upBy), sum(downBy)]).toEqual([bytesUp, bytesDown]);
  }
  await expect(bytes.getByText(/all of them booked/)).toHaveCount(4);
});

test('latency is taken apart, and its parts are shown over time', async ({ page, baseURL }) => {
  // Enough events that even the thousandth part of them says something.
  await changeExperiment(baseURL, { ratePerSecond: 1_000 });
  await openLab(page, opened('charts'));
  await eventually(() => count(page, 'short-polling', 'Events')).toBeGreaterThan(1_000);
  for (const transport of TRANSPORTS) {
    await expect(figure(page, transport, 'Wait p50')).toHaveText(/^(<\s)?[\d.]+\s(µs|ms|s)/);
    await expect(figure(page, transport, 'Transit p50')).toHaveText(/^(<\s)?[\d.]+\s(µs|ms|s)/);
    await expect(figure(page, transport, 'Freshness')).toHaveText(/^(<\s)?[\d.]+\s(µs|ms|s)/);
    await expect(figure(page, transport, 'Latency p99\\.9')).toHaveText(/^(<\s)?[\d.]+\s(µs|ms|s)/);
  }
  for (const part of ['Wait', 'Transit']) {
    await page.getByRole('radiogroup').getByText(part, { exact: true }).click();
    await expect(page.getByRole('radio', { name: part, exact: true })).toBeChecked();
  }
  await expect(page.getByRole('img', { name: /freshness|age/i }).first()).toBeVisible();
});

test('an event is published and followed through all four lanes', async ({ page }) => {
  await openLab(page, opened('follow'));
  const follow = panel(page, 'Follow one event');
  await follow.getByRole('button', { name: 'Publish one and follow it' }).click();
  await expect(follow).toContainText('Follow me');
  await follow.getByText('The same as a table').click();
  for (const transport of TRANSPORTS) {
    const row = follow.getByRole('row', { name: new RegExp(`^${TRANSPORT_LABELS[transport]}`) });
    await expect(row).toContainText(/\d\s(µs|ms|s)/);
    await expect(row).not.toContainText('not yet');
  }
  await follow.getByRole('button', { name: '‹ Previous' }).click();
  await expect(follow).not.toContainText('Follow me');
});

test('the textbook stands beside what was measured, and theory with its formula', async ({ page }) => {
  await openLab(page, opened('textbook', 'theory'));
  const textbook = panel(page, 'The textbook’s table, measured');
  await expect(textbook.getByText('not measured').first()).toBeVisible();
  await expect(textbook).toContainText(/\d+\sB\sper event/);
  const theory = panel(page, 'Against theory');
  await expect(theory).toContainText(/(agrees|disagrees)/);
  await page.getByRole('button', { name: 'Reset all lanes' }).focus();
  const formula = theory
    .getByRole('row', { name: /Short polling/ })
    .first()
    .getByRole('button')
    .first();
  await formula.focus();
  await expect(page.getByRole('tooltip')).toContainText('(I + R) / 2 + R / 2');
});

test('a second tab of the lab is noticed, and forgotten when it closes', async ({ page, context, baseURL }) => {
  await openLab(page, opened('validity'));
  const validity = panel(page, 'What may be wrong with this run');
  // A busy machine may spoil the run in other ways beside this one.
  await expect(validity).not.toContainText('Another tab');
  const other = await context.newPage();
  await other.goto(baseURL + opened('validity'));
  await expect(validity).toContainText(/Another tab of this lab was open \(since/);
  await expect(page.getByRole('button', { name: 'Spoiled now' })).toBeVisible();
  await other.close();
  await expect(validity).toContainText(/Another tab of this lab was open \((?!since)/);
});

test.describe('a run', () => {
  const textOf = async (download: Download) => readFileSync((await download.path()) ?? '', 'utf8');

  async function save(page: Page, name: string): Promise<Download> {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name, exact: true }).click(),
    ]);
    return download;
  }

  test('is saved, opened in the same views, saved again as the same, and left', async ({ page }, testInfo) => {
    await openLab(page);
    await eventually(() => count(page, 'websocket', 'Events')).toBeGreaterThan(15);
    const download = await save(page, 'Save run');
    expect(download.suggestedFilename()).toMatch(/^transport-lab-.*\.json$/);
    const text = await textOf(download);
    const path = testInfo.outputPath('run.json');
    writeFileSync(path, text);

    await page.locator('input[type=file]').setInputFiles(path);
    await expect(page.getByText(/Saved run of .*: not live/)).toBeVisible();
    const { snapshot } = JSON.parse(text);
    for (const transport of TRANSPORTS) {
      expect(await count(page, transport, 'Events')).toBe(snapshot.lanes[transport].delivery.received);
    }
    await expect(lane(page, 'sse').getByRole('switch')).toBeDisabled();
    expect(await textOf(await save(page, 'Save run'))).toBe(text);

    await page.getByRole('button', { name: 'Back to live' }).click();
    const before = await count(page, 'websocket', 'Events');
    await eventually(() => count(page, 'websocket', 'Events')).toBeGreaterThan(before);
  });

  test('is saved as a table', async ({ page }) => {
    await openLab(page);
    await eventually(() => count(page, 'websocket', 'Events')).toBeGreaterThan(15);
    const [header = '', ...rows] = (await textOf(await save(page, 'Save run as CSV'))).trim().split(/\r?\n/);
    expect(header).toContain('spoiled_by');
    expect(rows.length).toBeGreaterThanOrEqual(8);
    for (const row of rows) expect(row.split(',')).toHaveLength(header.split(',').length);
  });

  const UNFIT = [
    ['no JSON', '{"format":', /JSON/],
    ['somebody else’s', '{"format":"something-else","version":1}', /transport-lab-run/],
    ['of an earlier version', '{"format":"transport-lab-run","version":1}', /older/],
    ['of a later version', '{"format":"transport-lab-run","version":99}', /newer/],
    ['damaged', '{"format":"transport-lab-run","version":2,"savedAt":"yesterday"}', /savedAt/],
  ] as const;

  test('that cannot be shown is refused with the reason, and the lab goes on', async ({ page }, testInfo) => {
    await openLab(page);
    for (const [what, text, says] of UNFIT) {
      await test.step(what, async () => {
        const path = testInfo.outputPath('run.json');
        writeFileSync(path, text);
        await page.locator('input[type=file]').setInputFiles(path);
        await expect(page.getByRole('alert').filter({ hasText: says })).toBeVisible();
        const before = await count(page, 'websocket', 'Events');
        await eventually(() => count(page, 'websocket', 'Events')).toBeGreaterThan(before);
      });
    }
  });
});

import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { eventually, expect, test } from './built-server.ts';
import { changeExperiment, openLab, panel, TRANSPORT_LABELS, TRANSPORTS } from './lab-page.ts';

const ladder = (page: Page): Locator => panel(page, 'See it happen');
const picture = (page: Page): Locator => ladder(page).getByRole('application', { name: 'Ladder diagram' });
const readout = (page: Page): Locator => ladder(page).getByRole('region', { name: 'What is pointed at' });
const button = (page: Page, name: string): Locator => ladder(page).getByRole('button', { name, exact: true });

/** Opens the lab, and waits until the picture shows that much of a run. */
async function openLadder(page: Page, seconds = 3, address = '/?open=ladder'): Promise<void> {
  await openLab(page, address);
  await page.getByRole('heading', { name: 'See it happen' }).scrollIntoViewIfNeeded();
  await expect(ladder(page)).toContainText('· live');
  const begin = await moment(page);
  await eventually(() => moment(page)).toBeGreaterThan(begin + seconds);
}

/** When the picture ends, in seconds of the day. */
async function moment(page: Page): Promise<number> {
  const text = (await ladder(page).getByLabel('The picture ends at').textContent()) ?? '';
  const [, hours, minutes, seconds] = /(\d\d):(\d\d):(\d\d\.\d)/.exec(text) ?? [];
  return Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
}

/** What is on the canvas: a word that changes with each of its pixels. */
function pixels(page: Page): Promise<string> {
  return picture(page)
    .locator('canvas')
    .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
}

test('the live picture advances by itself; a pause keeps it', async ({ page }) => {
  await openLadder(page);
  const before = await pixels(page);
  await eventually(() => pixels(page)).not.toBe(before);

  await button(page, 'Pause picture').click();
  await expect(ladder(page)).toContainText('· paused');
  const kept = await moment(page);
  await picture(page).blur();
  await expect(button(page, 'Back to live')).toBeVisible();
  // So long that a live one would have moved for sure.
  await eventually(async () => (await page.evaluate(() => performance.now())) > 8_000).toBe(true);
  expect(await moment(page)).toBe(kept);

  await button(page, 'Back to live').click();
  await eventually(() => moment(page)).toBeGreaterThan(kept + 1);
});

test('scrubbing back shows an earlier stretch: by keys, by dragging, by the handle', async ({ page }) => {
  await openLadder(page, 6, '/?open=ladder&span=1000');
  await picture(page).focus();
  const live = await moment(page);
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(ladder(page)).toContainText('· paused');
  const byKey = await moment(page);
  expect(byKey).toBeLessThan(live);

  const box = await picture(page).boundingBox();
  if (!box) throw new Error('no picture');
  await page.mouse.move(box.x + 400, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + 900, box.y + 60, { steps: 5 });
  await page.mouse.up();
  await eventually(() => moment(page)).toBeLessThan(byKey - 0.2);

  await ladder(page).getByRole('slider', { name: 'Moment shown' }).fill('0');
  await eventually(() => moment(page)).toBeLessThan(live - 4);
});

test('zooming changes the span and the address, and a link shows the same', async ({ page }) => {
  await openLadder(page, 1);
  const span = ladder(page).getByLabel('Time shown');
  await expect(span).toHaveText('10 s');
  await button(page, 'Zoom in').click();
  await expect(span).toHaveText('5 s');
  await expect(page).toHaveURL(/[?&]span=5000\b/);
  await picture(page).focus();
  await page.keyboard.press('-');
  await page.keyboard.press('-');
  await expect(span).toHaveText('20 s');
  await expect(page).toHaveURL(/[?&]span=20000\b/);
  await page.reload();
  await page.getByRole('heading', { name: 'See it happen' }).scrollIntoViewIfNeeded();
  await expect(span).toHaveText('20 s');
});

test('stepping selects an event, and tells how late it came to every lane', async ({ page }) => {
  await openLadder(page, 5);
  await picture(page).focus();
  await page.keyboard.press('.');
  await expect(readout(page)).toContainText(/event \d+, published \d\d:\d\d:\d\d\.\d{3}/);
  for (const transport of TRANSPORTS) {
    await expect(
      readout(page).locator('div', { hasText: TRANSPORT_LABELS[transport] }).locator('dd').first(),
    ).toHaveText(/^\+[\d.,]+\s(µs|ms|s)$/);
  }
  const id = async () => Number(/event (\d+)/.exec((await readout(page).textContent()) ?? '')?.[1]);
  const first = await id();
  await button(page, 'Event ›').click();
  await eventually(id).toBe(first + 1);
  await picture(page).focus();
  await page.keyboard.press(',');
  await eventually(id).toBe(first);
  // Who cannot see it is told as well.
  await expect(readout(page).getByRole('status')).toContainText(`event ${first}`);
  await page.keyboard.press('Escape');
  await expect(readout(page)).toContainText('Point at anything');
});

test('pointing at an arrow says what it is', async ({ page }) => {
  await openLadder(page, 4);
  await picture(page).focus();
  await page.keyboard.press('.');
  const box = await picture(page).boundingBox();
  if (!box) throw new Error('no picture');
  await page.keyboard.press('Escape');
  const said = new Set<string>();
  // Along the lines of all lanes: on one of them something must be found each time.
  for (let y = 40; y < 400; y += 12) {
    await page.mouse.move(box.x + box.width * 0.8, box.y + y);
    const text = (await readout(page).locator('p').textContent()) ?? '';
    if (!text.startsWith('Point at')) said.add(text);
  }
  expect(Array.from(said).join('\n')).toMatch(/the open stream|request|event \d+/);
});

test('slow motion is slower, and the live edge is one press away', async ({ page }) => {
  await openLadder(page, 3);
  await ladder(page).getByRole('radiogroup', { name: 'Play at speed' }).getByText('1/10', { exact: true }).click();
  await expect(ladder(page)).toContainText('· playing');
  const before = await moment(page);
  await eventually(() => moment(page)).toBeGreaterThan(before);
  const [begin, started] = [await moment(page), await page.evaluate(() => performance.now())];
  await eventually(() => moment(page)).toBeGreaterThan(begin + 0.25);
  const passed = ((await page.evaluate(() => performance.now())) - started) / 1_000;
  const moved = (await moment(page)) - begin;
  expect(moved).toBeLessThan(passed / 3);
  await picture(page).focus();
  await page.keyboard.press(' ');
  await expect(ladder(page)).toContainText('· live');
  await eventually(() => moment(page)).toBeGreaterThan(begin + passed);
});

test('keys that are not the picture’s are left to the page', async ({ page }) => {
  await openLadder(page, 1);
  await picture(page).focus();
  const top = await page.evaluate(() => scrollY);
  await page.keyboard.press('PageUp');
  await eventually(() => page.evaluate(() => scrollY)).not.toBe(top);
  await picture(page).focus();
  await page.keyboard.press('Tab');
  await expect(picture(page)).not.toBeFocused();
});

test('the table has the event that is selected, and its figures', async ({ page, baseURL }) => {
  // So few that no row is left out, however long the page took.
  await changeExperiment(baseURL, { ratePerSecond: 2 });
  await openLadder(page, 4);
  await picture(page).focus();
  await page.keyboard.press('.');
  const id = /event (\d+)/.exec((await readout(page).textContent()) ?? '')?.[1];
  await ladder(page).getByText('The same as a table').click();
  const rows = ladder(page)
    .getByRole('row')
    .filter({ hasText: new RegExp(`Event ${id}, published`) });
  await expect(rows).toHaveCount(TRANSPORTS.length);
  for (const transport of TRANSPORTS)
    await expect(rows.filter({ hasText: TRANSPORT_LABELS[transport] })).toHaveCount(1);
  const selected = rows.filter({ hasText: TRANSPORT_LABELS.websocket });
  const sentence = ((await readout(page).locator('p').textContent()) ?? '').split('. On average')[0] ?? '';
  await expect(selected).toContainText(sentence.replace(/^WebSocket: event/, 'Event'));
});

test('at 200 events a second it is a summary, until it is zoomed into', async ({ page, baseURL }) => {
  await changeExperiment(baseURL, { ratePerSecond: 200 });
  await openLadder(page, 5);
  await expect(ladder(page)).toContainText('Too many to draw one by one');
  await picture(page).focus();
  await page.keyboard.press(' ');
  for (const _ of [1, 2, 3, 4]) await page.keyboard.press('+');
  await expect(ladder(page).getByLabel('Time shown')).toHaveText('500 ms');
  await expect(ladder(page)).not.toContainText('Too many to draw one by one');
});

test('the picture is saved as SVG and as PNG', async ({ page }) => {
  await openLadder(page, 4);
  await button(page, 'Pause picture').click();
  const save = async (name: string) => {
    const [download] = await Promise.all([page.waitForEvent('download'), button(page, name).click()]);
    expect(download.suggestedFilename()).toMatch(/^transport-lab-ladder-diagram-.*\.(svg|png)$/);
    return readFile(await download.path());
  };
  const svg = (await save('Save as SVG')).toString();
  const found = await page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
    const root = parsed.documentElement;
    return {
      isBroken: parsed.querySelector('parsererror') !== null,
      groups: Array.from(parsed.querySelectorAll('g[aria-label]'), (group) => ({
        name: group.getAttribute('aria-label'),
        dots: group.querySelectorAll('circle').length,
      })),
      size: [Number(root.getAttribute('width')), Number(root.getAttribute('height'))] as const,
    };
  }, svg);
  expect(found.isBroken).toBe(false);
  expect(found.groups.map(({ name }) => name)).toEqual(TRANSPORTS.map((transport) => TRANSPORT_LABELS[transport]));
  for (const { dots } of found.groups) expect(dots).toBeGreaterThan(5);

  const png = await save('Save as PNG');
  const decoded = await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    return [image.naturalWidth, image.naturalHeight];
  }, png.toString('base64'));
  expect(decoded).toEqual(found.size.map((side) => side * 2));
});

test('the legend stays closed once it was closed', async ({ page }) => {
  await openLadder(page, 0);
  const first = ladder(page).getByText('A poll that comes late.');
  await expect(first).toBeVisible();
  await ladder(page).getByText('How to read this').click();
  await expect(first).toBeHidden();
  await page.reload();
  await page.getByRole('heading', { name: 'See it happen' }).scrollIntoViewIfNeeded();
  await expect(picture(page)).toBeVisible();
  await expect(first).toBeHidden();
});

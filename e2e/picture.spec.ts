import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { LANE_LABELS } from '../src/protocol/lanes.ts';
import { eventually, expect, test } from './built-server.ts';
import { changeExperiment, count, openLab, TRANSPORTS } from './lab-page.ts';

const CHARTS = ['Latency', 'Latency distribution', 'Freshness', 'Requests', 'Bytes on the wire, up and down'];
const OTHERS = ['Wait before each try', 'Attempts of the last 60 s', 'Where the bytes go', 'Follow one event'];

/** Of the lanes on light paper. */
const LIGHT_COLORS = ['#c2500a', '#a8478a', '#008a63', '#1f5fbf'];

test.beforeEach(({ baseURL }) => changeExperiment(baseURL, { ratePerSecond: 20 }));

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('each chart is saved: as a PNG, sharp and on light paper; as an SVG that stands alone', async ({ page }) => {
      await openCharts(page);
      for (const title of CHARTS) {
        const { name, bytes } = await save(page, title, 'PNG');
        expect(name).toMatch(/^transport-lab-[a-z-]+-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.png$/);
        const { width, height, paper, colors } = await pixels(page, bytes);
        const figure = page.getByRole('figure', { name: title, exact: true });
        const [whole, plot] = [await figure.boundingBox(), await figure.getByRole('img').first().boundingBox()];
        // Two pixels for each of the page's, and a margin.
        expect(width, title).toBe(2 * (Math.ceil(whole?.width ?? 0) + 2 * 16));
        expect(height, title).toBeGreaterThan(2 * (plot?.height ?? Number.NaN));
        expect(paper, title).toBe('#ffffff');
        for (const color of LIGHT_COLORS) expect(colors, title).toContain(color);

        const svg = (await save(page, title, 'SVG')).bytes.toString();
        const { root, attributes, links, texts } = await structure(page, svg);
        expect(root, svg.slice(0, 200)).toBe('svg');
        expect(attributes.viewBox).toBe(`0 0 ${attributes.width} ${attributes.height}`);
        expect(links.filter((link) => !link.startsWith('url(#'))).toEqual([]);
        expect(svg).not.toContain('var(');
        expect(svg).not.toMatch(/ (class|aria-[a-z]+|data-[a-z-]+)="/);
        expect(texts).toContain(title);
        for (const lane of TRANSPORTS) expect(texts, title).toContain(LANE_LABELS[lane]);
        // The lines and their markers, in the chart and in the legend.
        for (const color of LIGHT_COLORS) expect(svg.split(`"${color}"`).length, title).toBeGreaterThan(4);
        expect(texts.join(' ')).toMatch(/run lab-\S+ · .* UTC · 20\sevents a second of 100\sB, steady · poll every/);
      }
    });
  });
}

test('an axis names its unit in the picture too', async ({ page }) => {
  await openCharts(page);
  const { bytes } = await save(page, 'Bytes on the wire, up and down', 'SVG');
  const { texts } = await structure(page, bytes.toString());
  expect(texts.join('|')).toMatch(/\d\s?k?B\/s/);
  expect(texts).toContain('now');
});

test('other figures are saved as they are laid out, whatever they are made of', async ({ page }) => {
  await openLab(page, '/?open=survival,bytes,follow');
  for (const title of OTHERS) {
    const svg = (await save(page, title, 'SVG')).bytes.toString();
    expect((await structure(page, svg)).root, title).toBe('svg');
    expect(svg).not.toContain('var(');
    const { width, colors } = await pixels(page, (await save(page, title, 'PNG')).bytes);
    expect(width, title).toBeGreaterThan(1_000);
    expect(colors.length, title).toBeGreaterThan(2);
  }
});

test('a saved run gives pictures that say so', async ({ page }) => {
  await openCharts(page);
  const saved = await downloaded(page, () => page.getByRole('button', { name: 'Save run', exact: true }).click());
  const { savedAt } = JSON.parse(saved.bytes.toString());
  await page.locator('input[type=file]').setInputFiles({
    name: saved.name,
    mimeType: 'application/json',
    buffer: saved.bytes,
  });
  await expect(page.getByText('not live')).toBeVisible();
  const { name, bytes } = await save(page, 'Latency', 'SVG');
  expect(name).toBe(`transport-lab-latency-${savedAt.slice(0, 19).replaceAll(':', '-')}.svg`);
  expect(bytes.toString()).toContain('saved run lab-');
});

test('what a browser cannot draw is not saved, and it is said why', async ({ page }) => {
  await openCharts(page);
  await page.evaluate(() => {
    HTMLImageElement.prototype.decode = () => Promise.reject(new DOMException('no', 'EncodingError'));
  });
  const opener = page.getByRole('button', { name: 'Save Latency as a picture', exact: true });
  await opener.click();
  await page.getByRole('dialog').getByRole('button', { name: 'PNG' }).click();
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText('Not saved: the browser could not draw it.');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(opener).toBeFocused();
});

/** The charts with a line for each lane. */
async function openCharts(page: Page): Promise<void> {
  await openLab(page, '/?open=charts');
  // A curve of a few events has not all of its markers, and a chart that is scrolled past keeps what it had.
  for (const lane of TRANSPORTS) await eventually(() => count(page, lane, 'Events')).toBeGreaterThan(150);
  for (const title of CHARTS) {
    const chart = page.getByRole('figure', { name: title, exact: true });
    await chart.scrollIntoViewIfNeeded();
    for (const lane of TRANSPORTS) {
      await expect(chart.getByRole('img').first()).toHaveAccessibleName(new RegExp(LANE_LABELS[lane]));
    }
    for (const lane of TRANSPORTS) {
      const paths = chart.locator(`[data-lane="${lane}"] > path`);
      await expect(paths.first()).toHaveAttribute('d', /^M.*L/);
      await expect(paths.nth(1), 'its markers').toHaveAttribute('d', /^M[-\d.]+ [-\d.]+m/);
    }
  }
}

type Saved = { readonly name: string; readonly bytes: Buffer };

async function save(page: Page, title: string, format: 'PNG' | 'SVG'): Promise<Saved> {
  await page.getByRole('button', { name: `Save ${title} as a picture`, exact: true }).click();
  const choice = page.getByRole('dialog').getByRole('button', { name: format, exact: true });
  const saved = await downloaded(page, () => choice.click());
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  return saved;
}

async function downloaded(page: Page, press: () => Promise<void>): Promise<Saved> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** A PNG as the browser reads it: its size, the colour of its corner, and all colours that are there more than a little. */
function pixels(page: Page, png: Buffer) {
  return page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(image, 0, 0);
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
    const counts = new Map<string, number>();
    for (let at = 0; at < data.length; at += 4) {
      const color = `#${[...data.subarray(at, at + 3)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
      counts.set(color, (counts.get(color) ?? 0) + 1);
    }
    const [paper] = counts.keys();
    const colors = [...counts].filter(([, count]) => count > 20).map(([color]) => color);
    return { width, height, paper, colors };
  }, png.toString('base64'));
}

/** An SVG as an XML parser reads it. */
function structure(page: Page, svg: string) {
  return page.evaluate((text) => {
    const { documentElement: root } = new DOMParser().parseFromString(text, 'image/svg+xml');
    const all = [root, ...root.querySelectorAll('*')];
    const values = all.flatMap(({ attributes }) => [...attributes]);
    const isError = root.querySelector('parsererror') !== null;
    return {
      root: isError ? 'parsererror' : root.localName,
      attributes: Object.fromEntries([...root.attributes].map(({ name, value }) => [name, value])),
      links: values
        .filter(({ name, value }) => name.endsWith('href') || name === 'src' || value.includes('url('))
        .map(({ value }) => value),
      texts: all
        .filter(({ localName }) => localName === 'text' || localName === 'title')
        .map(({ textContent }) => (textContent ?? '').trim()),
    };
  }, svg);
}

import { eventually, expect, test } from './built-server.ts';
import { count, lane, openLab } from './lab-page.ts';

const MOST_BYTES = 200_000;

test('at most 200 kB of compressed JavaScript come before every lane can be switched', async ({ page, baseURL }) => {
  await page.addInitScript(noteWhenUsable);
  await page.goto('/');
  const asked = await page.waitForFunction(scriptsBeforeUsable);
  const scripts = await withImports((await asked.jsonValue()) ?? []);
  expect([...scripts.keys()].join(), 'the worker is one of them').toContain('/worker-');
  const sizes = await Promise.all([...scripts.keys()].map((url) => compressedBytes(url)));
  test.info().annotations.push({ type: 'compressed JavaScript', description: `${sum(sizes)} bytes from ${baseURL}` });
  expect(sum(sizes), [...scripts.keys()].join()).toBeLessThanOrEqual(MOST_BYTES);
});

test('the worker loads what it shares with the page, and nothing that is the page’s own', async ({ page }) => {
  await openLab(page);
  const [worker] = page.workers();
  if (!worker) throw new Error('the page has no worker');
  const files = [...(await withImports([worker.url()])).keys()].map((url) => url.replace(/.*\/|-[\w-]{8}\.js$/g, ''));
  const shared = ['zod-without-eval', 'lane-settings', 'experiment', 'messages'];
  expect(files.sort()).toEqual(['worker', 'rolldown-runtime', ...shared].sort());
});

for (const [size, viewport] of Object.entries({
  wide: { width: 1440, height: 1000 },
  phone: { width: 390, height: 844 },
})) {
  test.describe(size, () => {
    test.use({ viewport });

    test('nothing on the page shifts while it loads and while figures grow', async ({ page }) => {
      await page.addInitScript(watchShifts);
      await openLab(page);
      // Long enough for the charts and for figures of more digits.
      await eventually(() => count(page, 'websocket', 'Events')).toBeGreaterThan(25);
      const shifts = await page.evaluate(() => (globalThis as unknown as Watched).shifts);
      const total = sum(shifts.map(({ value }) => value));
      const largest = [...shifts].sort((one, other) => other.value - one.value).slice(0, 3);
      expect(total, JSON.stringify(largest, undefined, 2)).toBeLessThan(0.01);
    });
  });
}

test('before its code is there the page says what it is, in its own colours', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.route('**/main-*.js', () => {});
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Transport Lab' })).toBeVisible();
  await expect(page.getByText('WebSocket', { exact: true })).toBeVisible();
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(27, 28, 31)');
});

test('panels far from the reader are drawn when they come near, and when the page is printed', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openLab(page);
  const charts = page.locator('#charts-content');
  const drawing = charts.getByRole('img').first();
  await expect(drawing).not.toBeAttached();
  await lane(page, 'websocket').scrollIntoViewIfNeeded();
  await charts.scrollIntoViewIfNeeded();
  await expect(drawing).toBeVisible();

  await page.reload();
  await openLab(page);
  await expect(drawing).not.toBeAttached();
  await page.emulateMedia({ media: 'print' });
  await expect(drawing).toBeAttached();
});

/** In the moment in which the last of the lanes can be switched: what comes after is asked for right away. */
function noteWhenUsable(): void {
  const observer = new MutationObserver(() => {
    if (document.querySelectorAll('[role=switch][id]:enabled').length < 4) return;
    observer.disconnect();
    performance.mark('usable');
  });
  observer.observe(document, { subtree: true, childList: true, attributeFilter: ['disabled'] });
}

/** What was asked for until then; nothing as long as it is not then. */
function scriptsBeforeUsable(): string[] | undefined {
  const [usable] = performance.getEntriesByName('usable');
  if (!usable) return undefined;
  return performance
    .getEntriesByType('resource')
    .filter(({ name, startTime }) => name.endsWith('.js') && startTime < usable.startTime)
    .map(({ name }) => name);
}

/** These scripts, and those that they import at once: their texts by their addresses. */
async function withImports(urls: readonly string[], known = new Map<string, string>()): Promise<Map<string, string>> {
  for (const url of urls) {
    if (known.has(url)) continue;
    const text = await (await fetch(url)).text();
    known.set(url, text);
    const imported = [...text.matchAll(/(?:from|import)\s*["'](\.\/[^"']+\.js)["']/g)].map(([, path = '']) => path);
    await withImports(
      imported.map((path) => new URL(path, url).href),
      known,
    );
  }
  return known;
}

/** As a browser gets it from a lab on its own machine. */
async function compressedBytes(url: string): Promise<number> {
  const response = await fetch(url, { headers: { 'Accept-Encoding': 'gzip, deflate, br' } });
  await response.arrayBuffer();
  return Number(response.headers.get('content-length'));
}

type Watched = { shifts: { readonly value: number; readonly what: readonly string[] }[] };

function watchShifts(): void {
  const watched = globalThis as unknown as Watched;
  watched.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, hadRecentInput, sources } = entry as PerformanceEntry & {
        readonly value: number;
        readonly hadRecentInput: boolean;
        readonly sources: readonly {
          readonly node: Node | null;
          readonly previousRect: DOMRectReadOnly;
          readonly currentRect: DOMRectReadOnly;
        }[];
      };
      const place = ({ x, y, width, height }: DOMRectReadOnly) => [x, y, width, height].map(Math.round).join(' ');
      const what = sources.map(({ node, previousRect, currentRect }) => {
        const element = node instanceof Element ? node : node?.parentElement;
        return `${element?.outerHTML.slice(0, 120)} from ${place(previousRect)} to ${place(currentRect)}`;
      });
      if (!hadRecentInput) watched.shifts.push({ value, what });
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

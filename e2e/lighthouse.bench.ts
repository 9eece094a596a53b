import lighthouse, { desktopConfig, type Result } from 'lighthouse';
import { expect, test } from './built-server.ts';
import { launchDebugged } from './debugged-chromium.ts';

/**
 * What Lighthouse says of the page that people get, in the Chromium that the tests use.
 *
 *   npm run lighthouse
 *
 * The score of performance depends on the machine and on what else runs on it: it is the median of some runs.
 */
const RUNS = 5;
const LEAST_SCORE = 95;
const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const;

/** Lighthouse has no setting for the colours; the browser does. */
const COLOURS = { light: '--blink-settings=preferredColorScheme=1', dark: '--blink-settings=preferredColorScheme=0' };

const FORMS = { desktop: desktopConfig, mobile: undefined };

test.describe.configure({ mode: 'default' });

for (const form of ['desktop', 'mobile'] as const) {
  for (const colours of ['light', 'dark'] as const) {
    test(`${form}, ${colours}`, async ({ baseURL }) => {
      test.setTimeout(2 * RUNS * 120_000);
      const { browser, port } = await launchDebugged([COLOURS[colours]]);
      const results: Result[] = [];
      for (let tries = 0; results.length < RUNS && tries < 2 * RUNS; tries += 1) {
        const answer = await lighthouse(
          `${baseURL}/`,
          { port, maxWaitForLoad: 15_000, onlyCategories: [...CATEGORIES] },
          FORMS[form],
        );
        // Now and then a trace misses the page's beginning, and nothing is measured.
        if (answer && !answer.lhr.runtimeError) results.push(answer.lhr);
      }
      await browser.close();
      const result = median(results);
      tell(`${form}, ${colours}`, result, results);
      for (const category of CATEGORIES) {
        expect.soft(score(result, category), `${category}, ${form}, ${colours}`).toBeGreaterThanOrEqual(LEAST_SCORE);
      }
    });
  }
}

const score = ({ categories }: Result, category: string) => Math.round((categories[category]?.score ?? 0) * 100);

function median(results: readonly Result[]): Result {
  const sorted = [...results].sort((one, other) => score(one, 'performance') - score(other, 'performance'));
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (!middle) throw new Error('Lighthouse gave no result');
  return middle;
}

const TIMES = [
  'first-contentful-paint',
  'largest-contentful-paint',
  'total-blocking-time',
  'cumulative-layout-shift',
  'speed-index',
];

function tell(title: string, result: Result, all: readonly Result[]): void {
  const scores = CATEGORIES.map((category) => `${category} ${score(result, category)}`).join(', ');
  const spread = all.map((each) => score(each, 'performance')).join(', ');
  const lines = [`\n${title}: ${scores} (performance of each run: ${spread})`];
  for (const id of TIMES) lines.push(`  ${result.audits[id]?.title}: ${result.audits[id]?.displayValue}`);
  for (const category of CATEGORIES) {
    for (const { id, weight } of result.categories[category]?.auditRefs ?? []) {
      const audit = result.audits[id];
      const failed = audit?.score !== null && audit?.score !== undefined && audit.score < 0.9;
      if (failed && (weight > 0 || category !== 'performance')) {
        lines.push(`  below: ${audit.title} ${audit.displayValue ?? ''} (${category}, ${audit.score})`);
      }
    }
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}

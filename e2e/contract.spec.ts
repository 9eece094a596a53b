import { fileURLToPath } from 'node:url';
import { test as base, type Page } from '@playwright/test';
import { build } from 'vite';
import { CONTRACT } from '../src/testing/contract/list.ts';
import { startStageService } from '../src/testing/contract/service/stage-service.ts';
import type { Order, Outcome } from '../src/testing/contract/worker.ts';

/** What every transport promises, in a browser's worker; `src/client/contract.test.ts` runs the same in Node. */
const WORKER = fileURLToPath(new URL('../src/testing/contract/worker.ts', import.meta.url));

/** A page for all tests of a Playwright worker; each test gets a web worker of its own on it. */
const test = base.extend<object, { contractPage: Page }>({
  contractPage: [
    async ({ browser }, use) => {
      const service = await startStageService({
        '/': { type: 'text/html', text: '<!doctype html><title>The contract suite</title>' },
        '/worker.js': { type: 'text/javascript', text: await bundle(WORKER) },
      });
      const page = await browser.newPage();
      await page.goto(service.url);
      await use(page);
      await page.close();
      await service.close();
    },
    { scope: 'worker' },
  ],
});

for (const { group, tests } of CONTRACT) {
  test.describe(group, () => {
    for (const { name } of tests) {
      test(name, async ({ contractPage }) => {
        const { error } = await contractPage.evaluate(runInWorker, { group, name });
        if (error) throw new Error(error);
      });
    }
  });
}

/** Runs in the page. */
function runInWorker(order: Order): Promise<Outcome> {
  const worker = new Worker('/worker.js', { type: 'module' });
  return new Promise<Outcome>((resolve) => {
    worker.addEventListener('message', ({ data }) => resolve(data));
    worker.addEventListener('error', ({ message }) => resolve({ error: message }));
    worker.postMessage(order);
  }).finally(() => worker.terminate());
}

async function bundle(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, target: 'es2023', rolldownOptions: { input: entry } },
  });
  const [output] = [built].flat();
  if (!output || !('output' in output)) throw new Error('the worker could not be bundled');
  return output.output[0].code;
}

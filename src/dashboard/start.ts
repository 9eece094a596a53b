import { nextTask } from './next-task.ts';

/** A tab in the background paints nothing, and its lanes are to run all the same. */
const LATEST_MS = 200;

/**
 * What the page needs, in the order in which it is run: each in a task of its own, for while one long task lasts, the
 * browser answers nobody. What the worker needs as well comes first. vite.config.ts makes a file of each.
 */
const PARTS: readonly (() => Promise<unknown>)[] = [
  () => import('../protocol/zod-without-eval.ts'),
  () => import('../protocol/lane-settings.ts'),
  () => import('../protocol/experiment.ts'),
  () => import('../lab/messages.ts'),
  () => import('../protocol/run-file.ts'),
  () => import('./format.ts'),
  () => import('./theme.ts'),
  () => import('./app.tsx'),
  () => import('./page-root.ts'),
  () => import('./main.tsx'),
];

// What index.html shows is painted first: on a slow machine the page's own code takes a while to be read.
// Not awaited: the page's files share one with this module, and would wait for it while it waits for them.
void Promise.race([painted(), new Promise((resolve) => setTimeout(resolve, LATEST_MS))]).then(async () => {
  for (const part of PARTS) {
    await part();
    await nextTask();
  }
});

/** A frame is asked for, and what comes after it has been painted. */
function painted(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve(nextTask())));
}

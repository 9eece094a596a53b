/** A tab in the background paints nothing, and its lanes are to run all the same. */
const LATEST_MS = 200;

// What index.html shows is painted first: on a slow machine the page's own code takes a while to be read.
// Not awaited: the page's files share one with this module, and would wait for it while it waits for them.
void Promise.race([painted(), new Promise((resolve) => setTimeout(resolve, LATEST_MS))])
  // In a task of its own: while one long task lasts, the browser answers nobody.
  .then(() => import('../protocol/zod-without-eval.ts'))
  .then(nextTask)
  .then(() => import('./main.tsx'));

/** A frame is asked for, and what comes after it has been painted. */
function painted(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve(nextTask())));
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

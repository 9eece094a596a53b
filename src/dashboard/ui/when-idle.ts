/** The page's first seconds are for what is seen. */
const NOT_BEFORE_MS = 5_000;
const LATEST_MS = 10_000;

/** Calls `run` some seconds from now, when the page has nothing better to do; the answer cancels it. */
export function whenIdle(run: () => unknown): () => void {
  let cancelIdle = () => {};
  const timer = setTimeout(() => {
    // Safari has it behind a flag.
    if (typeof requestIdleCallback === 'undefined') return void run();
    const request = requestIdleCallback(run, { timeout: LATEST_MS });
    cancelIdle = () => cancelIdleCallback(request);
  }, NOT_BEFORE_MS);
  return () => {
    clearTimeout(timer);
    cancelIdle();
  };
}

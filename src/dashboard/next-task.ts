/** Lets the browser do what waits to be done: paint, and answer the person. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

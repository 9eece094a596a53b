/**
 * Lets the browser do what waits to be done: paint, and answer the person. Not by a timer, which a tab in the background
 * has only once a second.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

const AGAIN_MS = 2_000;

/**
 * Asks for a part of the page's code until it is there: while the server is away, the page must not end for it.
 * `failed` is called each time that it did not come.
 */
export async function insist<Value>(load: () => Promise<Value>, failed?: () => void): Promise<Value> {
  for (;;) {
    try {
      return await load();
    } catch {
      failed?.();
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

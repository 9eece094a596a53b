const AGAIN_MS = 2_000;

/** Asks for a part of the page's code until it is there: while the server is away, the page must not end for it. */
export async function insist<Value>(load: () => Promise<Value>): Promise<Value> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

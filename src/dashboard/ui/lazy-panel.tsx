import { type ComponentType, lazy, Suspense } from 'react';

const AGAIN_MS = 2_000;

/**
 * A panel whose code comes after the page's. Until it is there its place is kept, by an element of the class
 * `placeClass`; while the server is away it is asked for again, for a panel that is not there must not end the page.
 */
export function lazyPanel(load: () => Promise<ComponentType>, placeClass: string | undefined): ComponentType {
  const Panel = lazy(async () => ({ default: await insist(load) }));
  return function LazyPanel() {
    return (
      <Suspense fallback={<div className={placeClass} />}>
        <Panel />
      </Suspense>
    );
  };
}

async function insist<Value>(load: () => Promise<Value>): Promise<Value> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

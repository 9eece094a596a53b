import { browserPlatform } from '../../client/platform.ts';
import { CONTRACT } from './list.ts';

/** What a page asks of its worker: to run the test of this name. */
export type Order = { readonly group: string; readonly name: string };

/** What became of it. */
export type Outcome = { readonly error?: string };

/** The contract suite's cases, run in a browser's dedicated worker, one for each order. */
addEventListener('message', async ({ data }: MessageEvent<Order>) => {
  const tests = CONTRACT.find(({ group }) => group === data.group)?.tests;
  try {
    await tests
      ?.find(({ name }) => name === data.name)
      ?.run({ serviceUrl: location.origin, platform: browserPlatform });
    postMessage({} satisfies Outcome);
  } catch (error) {
    postMessage({ error: error instanceof Error ? error.message : String(error) } satisfies Outcome);
  }
});

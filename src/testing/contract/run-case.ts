import type { Platform } from '../../client/platform.ts';
import type { LaneName } from '../../protocol/lanes.ts';
import { createStageSet, type Stage } from './stage.ts';

/** How long a case may take before it counts as hung. It says nothing about how fast anything is. */
const PATIENCE_MS = 15_000;

/**
 * Runs one case on stages of its own and ends all that it started. Rejects when the case fails, when
 * it hangs, and when a run did what none may do: call back after its abort or its end, or leave
 * something behind.
 */
export async function runCase(
  run: (stageOf: (subject: LaneName) => Stage) => Promise<void>,
  { serviceUrl, platform }: { readonly serviceUrl: string; readonly platform: Platform },
): Promise<void> {
  const { stageOf, finish, story } = createStageSet(serviceUrl, platform);
  try {
    await withPatience(run(stageOf), 'the case');
    await withPatience(finish(), 'its end').then((faults) => {
      if (faults.length > 0) throw new Error(faults.join('\n  '));
    });
  } catch (error) {
    const told = `${error instanceof Error ? error.message : error}\n  ${story()}`;
    await withPatience(finish(), 'its end').catch(() => {});
    throw new Error(told, { cause: error });
  }
}

function withPatience<T>(promise: Promise<T>, what: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${what} hangs`)), PATIENCE_MS);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

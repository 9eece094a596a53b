import { sleep } from '../client/timing.ts';
import type { Fault } from '../protocol/faults.ts';
import type { Questions } from './journal-questions.ts';

const ASK_MS = 1_000;

/** Asks the server which faults there were, until abort. */
export async function keepAskingForFaults({ control, run, platform, signal, serverNow }: Questions): Promise<void> {
  let server: number | undefined;
  let after = 0;
  while (!signal.aborted) {
    try {
      const asked = run();
      const { startedAt, faults } = await control.faults(asked.client, after, signal);
      // Another server counts from the beginning.
      const isOther = server !== undefined && startedAt !== server;
      server = startedAt;
      if (isOther && after > 0) {
        after = 0;
        continue;
      }
      run().learn(faults);
      after = settledAfter(faults, after, serverNow());
    } catch {
      // The server is away.
    }
    await sleep(ASK_MS, signal, platform);
  }
}

/** A fault that lasts is asked for again, because it may be ended before its time. */
function settledAfter(faults: readonly Fault[], after: number, now: number): number {
  const lasting = faults.find(({ until }) => until >= now - ASK_MS);
  return lasting ? lasting.number - 1 : Math.max(after, ...faults.map(({ number }) => number));
}

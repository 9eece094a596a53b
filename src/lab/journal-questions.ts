import type { Platform } from '../client/platform.ts';
import { sleep } from '../client/timing.ts';
import type { LabControl } from './control.ts';
import type { LabRun } from './run.ts';

export type Questions = {
  readonly control: LabControl;
  /** The present one. */
  run(): LabRun;
  readonly platform: Platform;
  readonly signal: AbortSignal;
  serverNow(): number;
};

/** How far the picture of a run is behind. */
const ASK_MS = 500;

/** Asks the server what it did for the lanes, until abort; `restarted` when another server answers. */
export async function keepAskingForJournal(
  { control, run, platform, signal, serverNow }: Questions,
  restarted: () => void,
): Promise<void> {
  const asked = new Map<string, number>();
  let server: number | undefined;
  while (!signal.aborted) {
    const present = run();
    const clients = present.clients();
    for (const client of asked.keys()) if (!clients.includes(client)) asked.delete(client);
    let isOther = false;
    try {
      for (const client of clients) {
        const askedAt = serverNow();
        const told = await control.journal(client, asked.get(client) ?? 0, signal);
        isOther = server !== undefined && told.startedAt !== server;
        server = told.startedAt;
        if (isOther) break;
        asked.set(client, told.next);
        if (run() === present) present.journal(client, told, askedAt);
      }
    } catch {
      // The server is away.
    }
    if (isOther) {
      // It counts from the beginning, and keeps an entry only once it was asked.
      asked.clear();
      restarted();
      continue;
    }
    await sleep(ASK_MS, signal, platform);
  }
}

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
};

const ASK_MS = 1_000;

/** Asks the server when it wrote which events to the lanes, until abort; `restarted` when another server answers. */
export async function keepAskingForWrites(
  { control, run, platform, signal }: Questions,
  restarted: () => void,
): Promise<void> {
  const asked = new Map<string, number>();
  let server: number | undefined;
  while (!signal.aborted) {
    const present = run();
    const clients = present.clients();
    for (const client of asked.keys()) if (!clients.includes(client)) asked.delete(client);
    try {
      for (const client of clients) {
        const { startedAt, next, writes } = await control.writes(client, asked.get(client) ?? 0, signal);
        if (server !== undefined && startedAt !== server) restarted();
        server = startedAt;
        asked.set(client, next);
        if (run() === present) present.written(client, writes);
      }
    } catch {
      // The server is away.
    }
    await sleep(ASK_MS, signal, platform);
  }
}

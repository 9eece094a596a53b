import type { Platform } from '../client/platform.ts';
import { sleep } from '../client/timing.ts';
import type { ClockExchange } from '../measure/clock-offset.ts';
import { clockSchema } from '../protocol/clock.ts';
import { type CursorRequest, cursorSchema } from '../protocol/cursor.ts';
import { experimentSchema } from '../protocol/experiment.ts';
import { type Faults, faultsSchema } from '../protocol/faults.ts';
import { type Journal, journalSchema } from '../protocol/journal.ts';

/** What the lab asks of the control API. Its requests name the client, so that they are booked to it. */
export type LabControl = {
  exchangeClocks(client: string, signal: AbortSignal): Promise<ClockExchange>;
  /** What the server did for the client after the `after`th entry. */
  journal(client: string, after: number, signal: AbortSignal): Promise<Journal>;
  /** The faults after the `after`th. */
  faults(client: string, after: number, signal: AbortSignal): Promise<Faults>;
  /**
   * Where the lab's channel stands now; asks until there is an answer. Undefined on abort. From then on the server keeps
   * what it does for the client, for whoever asks for it.
   */
  locate(client: string, signal: AbortSignal): Promise<CursorRequest | undefined>;
};

const RETRY_MS = 1_000;
const TIMEOUT_MS = 5_000;

export function createLabControl(baseUrl: string, platform: Platform): LabControl {
  let exchanges = 0;
  return {
    async exchangeClocks(client, signal) {
      exchanges += 1;
      const url = `${baseUrl}/api/clock?client=${client}&n=${exchanges}`;
      const sentAt = platform.now();
      const { now: serverNow } = clockSchema.parse(await getJson(url, signal));
      const receivedAt = platform.now();
      // What the network process noted is without the time that a request spends inside the browser,
      // which is most of a round trip on a near server.
      const timing = platform.takeTiming(url);
      const [from, to] = [timing?.sentAt ?? sentAt, timing?.answeredAt ?? receivedAt];
      return { serverNow, sentAt: from, receivedAt: to, seenRoundTripMs: receivedAt - sentAt };
    },
    journal,
    async faults(client, after, signal) {
      return faultsSchema.parse(await getJson(`${baseUrl}/api/faults?client=${client}&after=${after}`, signal));
    },
    async locate(client, signal) {
      while (!signal.aborted) {
        try {
          await journal(client, 0, signal);
          const experiment = experimentSchema.parse(
            await getJson(`${baseUrl}/api/experiment?client=${client}`, signal),
          );
          return cursorSchema.parse(experiment.stream.cursor);
        } catch {
          await sleep(RETRY_MS, signal, platform);
        }
      }
      return undefined;
    },
  };

  async function journal(client: string, after: number, signal: AbortSignal): Promise<Journal> {
    return journalSchema.parse(await getJson(`${baseUrl}/api/journal?client=${client}&after=${after}`, signal));
  }

  /** Rejects on abort, and when there is no answer in time: on a dead connection none would ever come. */
  async function getJson(url: string, signal: AbortSignal): Promise<unknown> {
    const request = new AbortController();
    const abort = () => request.abort();
    const cancelTimer = platform.setTimer(TIMEOUT_MS, abort);
    signal.addEventListener('abort', abort);
    try {
      const response = await platform.fetch(url, { signal: request.signal, cache: 'no-store' });
      if (response.status !== 200) throw new Error(`the server answered ${response.status}`);
      return await response.json();
    } finally {
      cancelTimer();
      signal.removeEventListener('abort', abort);
    }
  }
}

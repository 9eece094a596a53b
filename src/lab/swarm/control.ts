import type { Platform } from '../../client/platform.ts';
import { type ClockExchange, createClockOffset } from '../../measure/clock-offset.ts';
import { clockSchema } from '../../protocol/clock.ts';
import { experimentSchema } from '../../protocol/experiment.ts';
import { type Load, type LoopDelay, loadSchema, loopDelaySchema } from '../../protocol/load.ts';

/** The server took longer than it may: it has more to do than it can. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

/** What a swarm asks of the server. Each call rejects when there is no answer, or another one. */
export type SwarmControl = {
  load(): Promise<Load>;
  /** After collecting the server's garbage. */
  collect(): Promise<Load>;
  /** How late the server's timers were since this was asked last. */
  takeDelay(): Promise<LoopDelay>;
  /** Where the stream stands now. */
  cursor(): Promise<string>;
  matchClocks(exchanges: number): Promise<void>;
  /** Of the clock of this process; as it is while nothing is known. */
  toServerTime(own: number): number;
};

const TIMEOUT_MS = 5_000;
const MAX_TRIES = 4;

export function createControl(
  url: string,
  { fetch, now, setTimer }: Pick<Platform, 'fetch' | 'now' | 'setTimer'>,
): SwarmControl {
  const clocks = createClockOffset();
  let offsetMs = 0;

  return {
    load: async () => loadSchema.parse(await getJson('/api/load')),
    async collect() {
      for (let tries = 1; ; tries += 1) {
        const { status, headers, body } = await ask('/api/load/collect', 'POST');
        if (status === 200) return loadSchema.parse(body);
        if (status !== 429 || tries === MAX_TRIES) throw refusal('/api/load/collect', status, body);
        await new Promise<void>((resolve) => setTimer(Number(headers.get('Retry-After') ?? 1) * 1_000, resolve));
      }
    },
    async takeDelay() {
      const { status, body } = await ask('/api/load/delay', 'POST');
      if (status !== 200) throw refusal('/api/load/delay', status, body);
      return loopDelaySchema.parse(body);
    },
    cursor: async () => experimentSchema.parse(await getJson('/api/experiment')).stream.cursor,
    async matchClocks(exchanges) {
      for (let done = 0; done < exchanges; done += 1) clocks.add(await exchange());
      offsetMs = clocks.estimate(now())?.offsetMs ?? 0;
    },
    toServerTime: (own) => own + offsetMs,
  };

  async function exchange(): Promise<ClockExchange> {
    const sentAt = now();
    const { now: serverNow } = clockSchema.parse(await getJson('/api/clock'));
    const receivedAt = now();
    return { sentAt, serverNow, receivedAt, seenRoundTripMs: receivedAt - sentAt };
  }

  async function getJson(path: string): Promise<unknown> {
    const { status, body } = await ask(path, 'GET');
    if (status !== 200) throw refusal(path, status, body);
    return body;
  }

  async function ask(path: string, method: 'GET' | 'POST') {
    const request = new AbortController();
    const cancelTimer = setTimer(TIMEOUT_MS, () => request.abort());
    try {
      const init = { signal: request.signal, cache: 'no-store', method } as const;
      const answer = await fetch(`${url}${path}`, init);
      return { status: answer.status, headers: answer.headers, body: await answer.json() };
    } catch (error) {
      if (!request.signal.aborted) throw error;
      throw new NoAnswerError(`the server did not answer ${path} within ${TIMEOUT_MS / 1_000} s`);
    } finally {
      cancelTimer();
    }
  }
}

/** With what the server says of it, in its own words. */
function refusal(path: string, status: number, body: unknown): Error {
  const { detail } = (body ?? {}) as { detail?: unknown };
  return new Error(`${path} was answered with ${status}${typeof detail === 'string' ? `: ${detail}` : ''}`);
}

import { type PollAnswer, pollAnswerSchema, STREAM_CURSOR_HEADER } from '../../protocol/answer.ts';
import { cursorSchema } from '../../protocol/cursor.ts';
import type { BodyReader, Platform, ResponseLike } from '../platform.ts';
import { ABORTED, type Attempt, type CloseReason, type TransportConfig } from '../transport.ts';

export type Poll = Pick<Attempt, 'observer' | 'signal'> & {
  readonly url: string;
  readonly timeoutMs: number;
  readonly config: TransportConfig;
};

/** What both kinds of polling do: one request, its events to the observer, and where to go on. */
export async function poll(request: Poll, platform: Platform): Promise<Polled | CloseReason> {
  const { observer, signal } = request;
  const sentAt = platform.now();
  observer.requestSent(sentAt);
  // The observer may have stopped the lane inside its callback, too early for the listener below.
  if (signal.aborted) return ABORTED;
  const received = await receive(request, platform);
  if (signal.aborted) return ABORTED;
  if (received.kind !== 'answer') return received;

  const { answer, receivedAt } = received;
  observer.requestAnswered({ sentAt, answeredAt: receivedAt, events: answer.events.length });
  if (answer.gap && !signal.aborted) observer.gap(answer.gap);
  for (const event of answer.events) {
    // The observer may have stopped the lane inside its last callback.
    if (signal.aborted) return ABORTED;
    observer.event(event, { epoch: answer.epoch, id: event.id }, receivedAt);
  }
  return { kind: 'polled', cursor: answer.cursor, more: answer.more === true };
}

type Polled = { readonly kind: 'polled'; readonly cursor: PollAnswer['cursor']; readonly more: boolean };

type Received = { readonly kind: 'answer'; readonly answer: PollAnswer; readonly receivedAt: number };

async function receive({ url, timeoutMs, config, signal }: Poll, platform: Platform): Promise<Received | CloseReason> {
  const request = new AbortController();
  const abort = () => request.abort();
  signal.addEventListener('abort', abort);
  let timedOut = false;
  const cancelTimer = platform.setTimer(timeoutMs, () => {
    timedOut = true;
    abort();
  });
  try {
    const response = await platform.fetch(url, { signal: request.signal, cache: 'no-store' });
    if (response.status !== 200 && response.status !== 204) {
      abort();
      return refusal(response, platform);
    }
    const body = await readBody(response.body?.getReader(), config.maxAnswerBytes);
    const receivedAt = platform.now();
    if (!body) {
      const detail = `the answer is larger than ${config.maxAnswerBytes} bytes`;
      return { kind: 'overflow', retry: true, detail };
    }
    return { kind: 'answer', answer: parseAnswer(response, body), receivedAt };
  } catch (error) {
    if (timedOut) return { kind: 'timeout', retry: true, detail: `no answer within ${timeoutMs} ms` };
    const detail = error instanceof Error ? error.message : String(error);
    return { kind: error instanceof ForeignAnswerError ? 'protocol' : 'network', retry: true, detail };
  } finally {
    cancelTimer();
    signal.removeEventListener('abort', abort);
  }
}

/** The whole body, or undefined when it is larger than allowed. */
async function readBody(reader: BodyReader | undefined, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (value) {
      chunks.push(value);
      length += value.length;
    }
    if (length > maxBytes) {
      await reader?.cancel();
      return undefined;
    }
    if (done) return join(chunks, length);
  }
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}

class ForeignAnswerError extends Error {
  override readonly name = 'ForeignAnswerError';
}

function parseAnswer({ status, headers }: ResponseLike, body: Uint8Array): PollAnswer {
  if (status === 204) {
    const cursor = cursorSchema.safeParse(headers.get(STREAM_CURSOR_HEADER));
    if (!cursor.success) throw new ForeignAnswerError(`the 204 has no ${STREAM_CURSOR_HEADER} header`);
    return { epoch: cursor.data.epoch, events: [], cursor: cursor.data };
  }
  const type = headers.get('Content-Type') ?? 'no content type';
  if (!type.startsWith('application/json')) throw new ForeignAnswerError(`the answer is ${type}, not application/json`);
  try {
    return pollAnswerSchema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)));
  } catch (error) {
    throw new ForeignAnswerError('the answer is not what a poll gives', { cause: error });
  }
}

/** RFC 9110, section 15: what is the client's own fault is not mended by asking again. */
function refusal({ status, headers }: ResponseLike, platform: Platform): CloseReason {
  const retry = status >= 500 || status === 408 || status === 425 || status === 429;
  const retryAfterMs = parseRetryAfter(headers.get('Retry-After'), platform.wallClock());
  const detail = `the server answered ${status}`;
  return { kind: 'http-status', status, retry, detail, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

/** RFC 9110, section 10.2.3: seconds, or a date. */
function parseRetryAfter(value: string | null, wallClock: number): number | undefined {
  if (value === null) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - wallClock);
}

import { z } from 'zod';
import { LAB_CHANNEL, MESSAGE_TYPE, publishAnswerSchema } from '../protocol/event.ts';
import { type Exchange, exchangesSchema } from '../protocol/exchange.ts';
import { type Experiment, type ExperimentPatch, experimentSchema } from '../protocol/experiment.ts';
import {
  type BadDay,
  type BadDayRequest,
  badDaySchema,
  type Fault,
  type FaultRequest,
  type Faults,
  faultSchema,
  faultsSchema,
} from '../protocol/faults.ts';
import { type Ledger, ledgerSchema } from '../protocol/ledger.ts';
import { type Problem, problemSchema } from '../protocol/problem.ts';
import type { Transport } from '../protocol/transports.ts';

/** The server's control API, as the page uses it. Every call rejects with one of the two errors below. */
export type ControlApi = {
  experiment(signal: AbortSignal): Promise<Experiment>;
  /** Answers the settings that are in effect afterwards. */
  changeExperiment(patch: ExperimentPatch): Promise<Experiment>;
  /** What the server booked for one client. */
  ledger(client: string, signal: AbortSignal): Promise<Ledger>;
  /** A client's latest exchange on each transport, as it went over the wire; null where there was none. */
  exchanges(client: string, signal: AbortSignal): Promise<Readonly<Record<Transport, Exchange | null>>>;
  /** Publishes a message by hand; answers the event's id. */
  publish(text: string): Promise<number>;
  /** The bad day that is being played, and the faults after the `after`th. */
  faults(after: number, signal: AbortSignal): Promise<Faults>;
  causeFault(fault: FaultRequest): Promise<Fault>;
  playBadDay(request: BadDayRequest): Promise<BadDay>;
  /** Ends the bad day, and every fault that lasts. */
  endFaults(): Promise<void>;
  /** Any other call, of a part of the page whose schemas come with it; booked to no client. */
  ask<Schema extends z.ZodType>(
    schema: Schema,
    path: string,
    init: RequestInit,
    timeoutMs?: number,
  ): Promise<z.output<Schema>>;
};

/** The server answered, and the answer was no. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.errors?.map(({ field, detail }) => `${field}: ${detail}`).join('; ') || problem.detail);
    this.problem = problem;
  }
}

/** No answer, or none that can be read. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';

  constructor(cause: unknown) {
    super('the server does not answer', { cause });
  }
}

export type FetchLike = (path: string, init: RequestInit) => Promise<Response>;

const ANSWER_TIMEOUT_MS = 5000;

/**
 * `client` names the present run, so that the server books these calls to it as control traffic;
 * undefined while there is none.
 */
export function createControlApi(fetch: FetchLike, client: () => string | undefined): ControlApi {
  return {
    experiment: (signal) => call(fetch, experimentSchema, bookedTo(client(), '/api/experiment'), { signal }),
    changeExperiment: (patch) =>
      call(fetch, experimentSchema, bookedTo(client(), '/api/experiment'), jsonInit('PATCH', patch)),
    ledger: (name, signal) => call(fetch, ledgerSchema, bookedTo(name, '/api/ledger'), { signal }),
    exchanges: async (name, signal) =>
      (await call(fetch, exchangesSchema, bookedTo(name, '/api/exchanges'), { signal })).transports,
    publish: async (text) => {
      const path = bookedTo(client(), `/streams/${LAB_CHANNEL}/events`);
      const init = jsonInit('POST', { type: MESSAGE_TYPE, data: text });
      return (await call(fetch, publishAnswerSchema, path, init)).id;
    },
    faults: (after, signal) =>
      call(fetch, faultsSchema, bookedTo(client(), '/api/faults', { after: `${after}` }), { signal }),
    causeFault: (fault) => call(fetch, faultSchema, bookedTo(client(), '/api/faults'), jsonInit('POST', fault)),
    playBadDay: (request) => call(fetch, badDaySchema, bookedTo(client(), '/api/bad-day'), jsonInit('POST', request)),
    endFaults: () => call(fetch, z.undefined(), bookedTo(client(), '/api/faults'), { method: 'DELETE' }),
    ask: (schema, path, init, timeoutMs) => call(fetch, schema, path, init, timeoutMs),
  };
}

async function call<Schema extends z.ZodType>(
  fetch: FetchLike,
  schema: Schema,
  path: string,
  init: RequestInit,
  timeoutMs = ANSWER_TIMEOUT_MS,
): Promise<z.output<Schema>> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
  try {
    const response = await fetch(path, { ...init, signal, cache: 'no-store' });
    const body: unknown = response.status === 204 ? undefined : await response.json();
    if (!response.ok) throw new RefusedError(problemIn(body, response));
    return schema.parse(body);
  } catch (error) {
    if (error instanceof RefusedError || init.signal?.aborted) throw error;
    throw new NoAnswerError(error);
  }
}

function bookedTo(client: string | undefined, path: string, query: Readonly<Record<string, string>> = {}): string {
  const search = new URLSearchParams({ ...query, ...(client !== undefined && { client }) }).toString();
  return search === '' ? path : `${path}?${search}`;
}

export function jsonInit(method: string, body: unknown): RequestInit {
  return { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

/** What stands between us and the server may answer with something else than a problem document. */
function problemIn(body: unknown, { status, statusText }: Response): Problem {
  const problem = problemSchema.safeParse(body);
  if (problem.success) return problem.data;
  return { type: 'about:blank', title: statusText, status, detail: `${status} ${statusText}` };
}

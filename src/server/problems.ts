import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyReply, HTTPMethods } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { PROBLEM_TYPE, type Problem } from '../protocol/problem.ts';
import { TooManyChannelsError } from '../stream/channels.ts';
import type { App } from './transports/server-transport.ts';

/** Larger than the largest payload that the publisher makes, whatever JSON adds to it. */
export const MAX_BODY_BYTES = 128 * 1024;

export type FieldError = { readonly field: string; readonly detail: string };

/** An answer other than the one asked for. Thrown by handlers and hooks, sent as a problem document. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly status: number;
  readonly errors: readonly FieldError[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    detail: string,
    { errors, headers = {} }: { errors?: readonly FieldError[]; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail);
    this.status = status;
    this.errors = errors;
    this.headers = headers;
  }
}

export function problemDocument({ status, message, errors }: ProblemError): Problem {
  const title = STATUS_CODES[status] ?? 'Error';
  return { type: 'about:blank', title, status, detail: message, ...(errors && { errors: [...errors] }) };
}

export async function sendProblem(reply: FastifyReply, problem: ProblemError): Promise<FastifyReply> {
  return reply
    .code(problem.status)
    .headers(problem.headers)
    .type(PROBLEM_TYPE)
    .serializer(JSON.stringify)
    .send(problemDocument(problem));
}

export function registerProblems(app: App): void {
  app.setErrorHandler((error: FastifyError, _request, reply) => sendProblem(reply, toProblem(error)));
  app.setNotFoundHandler((request, reply) => {
    const known = METHODS.includes(request.method as HTTPMethods);
    const problem = known
      ? new ProblemError(404, `There is nothing at ${request.url}; see /openapi.json`)
      : new ProblemError(501, `${request.method} is not understood; allowed: ${METHODS.join(', ')}`);
    return sendProblem(reply, problem);
  });
}

/**
 * Answers the methods that a path does not have with 405. Takes note of all routes that are
 * registered from now on; what is returned must be called after the last of them.
 */
export function refuseOtherMethods(app: App): () => void {
  const methodsOf = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    const methods = methodsOf.get(url) ?? new Set();
    methodsOf.set(url, methods);
    for (const name of [method].flat()) methods.add(name);
  });
  return () => {
    for (const [url, methods] of [...methodsOf]) {
      if (url.includes('*')) continue;
      const allow = [...methods].join(', ');
      const handler = async ({ method }: { method: string }) => {
        throw new ProblemError(405, `${method} is not possible here; allowed: ${allow}`, { headers: { Allow: allow } });
      };
      const method = METHODS.filter((name) => !methods.has(name));
      app.route({ url, method, schema: { hide: true }, handler });
    }
  };
}

const METHODS: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

function toProblem(error: FastifyError | ProblemError): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof TooManyChannelsError) {
    return new ProblemError(503, error.message, { errors: [{ field: 'channel', detail: error.message }] });
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.flatMap(({ instancePath, message, params }) =>
      fieldsOf(instancePath, params).map((field) => ({ field, detail: message ?? 'is not allowed' })),
    );
    return new ProblemError(400, errors.map(({ field, detail }) => `${field}: ${detail}`).join('; '), { errors });
  }
  if (error.statusCode === 413) return new ProblemError(413, `The body may have at most ${MAX_BODY_BYTES} bytes`);
  if (error.statusCode === 415) return new ProblemError(415, 'The body must be application/json');
  const status = error.statusCode ?? 500;
  return status < 500 ? new ProblemError(status, error.message) : new ProblemError(500, 'The server failed to answer.');
}

/** `/publisher/seed` becomes `publisher.seed`; fields that are unknown are named one by one. */
function fieldsOf(instancePath: string, params: unknown): string[] {
  const path = instancePath.split('/').filter(Boolean);
  const { keys } = params as { keys?: unknown };
  const fields = Array.isArray(keys) ? keys.map((key) => [...path, String(key)]) : [path];
  return fields.map((field) => field.join('.') || 'body');
}

import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createControlApi, NoAnswerError, RefusedError } from './api.ts';

let server: Server | undefined;

afterEach(() => server?.close());

async function apiOf(listener: RequestListener, client?: string) {
  const started = createServer({ keepAlive: false }, listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const { port } = started.address() as AddressInfo;
  return createControlApi(
    (path, init) => fetch(`http://127.0.0.1:${port}${path}`, init),
    () => client,
  );
}

const json =
  (status: number, body: unknown): RequestListener =>
  (_request, response) =>
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));

describe('createControlApi', () => {
  it('publishes a message by hand, booked to the present run', async () => {
    const seen: unknown[] = [];
    const api = await apiOf(async (request, response) => {
      const body = (await request.toArray()).join('');
      seen.push(request.method, request.url, JSON.parse(body));
      json(201, { epoch: 'e1', id: 7 })(request, response);
    }, 'run1');
    expect(await api.publish('hello')).toBe(7);
    expect(seen).toEqual(['POST', '/streams/main/events?client=run1', { type: 'message', data: 'hello' }]);
  });

  it('causes and ends faults, and reads the bad day, booked to the present run', async () => {
    const seen: unknown[] = [];
    const fault = { number: 3, kind: 'outage', at: 10, until: 510, connections: 4, cause: 'hand' };
    const api = await apiOf(async (request, response) => {
      const body = (await request.toArray()).join('');
      seen.push(`${request.method} ${request.url} ${body}`);
      if (request.method === 'GET') json(200, { startedAt: 1, faults: [fault], badDay: null })(request, response);
      else if (request.method === 'POST') json(201, fault)(request, response);
      else response.writeHead(204).end();
    }, 'run1');
    expect(await api.causeFault({ kind: 'outage', seconds: 0.5 })).toEqual(fault);
    expect((await api.faults(2, new AbortController().signal)).badDay).toBeNull();
    await api.endFaults();
    expect(seen).toEqual([
      'POST /api/faults?client=run1 {"kind":"outage","seconds":0.5}',
      'GET /api/faults?after=2&client=run1 ',
      'DELETE /api/faults?client=run1 ',
    ]);
  });

  it('rejects with what the server refused and what it allows', async () => {
    const errors = [{ field: 'publisher.ratePerSecond', detail: 'at most 1000' }];
    const api = await apiOf(
      json(400, { type: 'about:blank', title: 'Bad Request', status: 400, detail: 'no', errors }),
    );
    const refused = api.changeExperiment({ publisher: { ratePerSecond: 5000 } });
    await expect(refused).rejects.toThrow('publisher.ratePerSecond: at most 1000');
    await expect(refused).rejects.toBeInstanceOf(RefusedError);
  });

  it('names the status when the refusal is no problem document', async () => {
    const api = await apiOf(json(502, {}));
    await expect(api.publish('x')).rejects.toThrow('502 Bad Gateway');
  });

  it.each([
    ['no JSON', ((_request, response) => response.end('<html>')) as RequestListener],
    ['another shape', json(200, { id: 'seven' })],
    ['a broken connection', ((request) => request.socket.destroy()) as RequestListener],
  ])('takes %s for no answer', async (_name, listener) => {
    const api = await apiOf(listener);
    await expect(api.publish('x')).rejects.toBeInstanceOf(NoAnswerError);
  });

  it('rejects with the reason of the caller who gave up', async () => {
    const api = await apiOf(() => undefined);
    const given = new AbortController();
    const answer = api.experiment(given.signal);
    given.abort();
    await expect(answer).rejects.toHaveProperty('name', 'AbortError');
  });
});

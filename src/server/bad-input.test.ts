import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problemSchema } from '../protocol/problem.ts';
import { startServer, type TestServer } from '../testing/lab-server.ts';
import { handshake, openRaw, sendRaw } from '../testing/raw.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ streamLimits: { closeMs: 100 } });
});
afterAll(() => server.close());

const json = { 'Content-Type': 'application/json' };
const post = (body: string, headers: Record<string, string> = json) => ({ method: 'POST', headers, body });
const patch = (body: unknown) => ({ method: 'PATCH', headers: json, body: JSON.stringify(body) });

const DEEP = `{"data":${'['.repeat(60_000)}${']'.repeat(60_000)}}`;

/** What is wrong, what is asked, the status, and what the problem document must say of which field. */
const REFUSED: readonly [what: string, path: string, init: RequestInit, status: number, field: string, says: RegExp][] =
  [
    ['a channel name in capitals', '/streams/UP/short-polling', {}, 400, 'channel', /a-z, 0-9 and "-"/],
    ['a channel name that is too long', `/streams/${'a'.repeat(33)}/sse`, {}, 400, 'channel', /1 to 32/],
    ['a cursor with a bad epoch', '/streams/main/short-polling?after=A-1', {}, 400, 'after', /<epoch>-<id>/],
    ['a cursor that is negative', '/streams/main/long-polling?after=-1', {}, 400, 'after', /<epoch>-<id>/],
    ['a cursor beyond safe integers', '/streams/main/sse?after=9999999999999999', {}, 400, 'after', /15 digits/],
    ['a cursor given twice', '/streams/main/short-polling?after=1&after=2', {}, 400, 'after', /once/],
    [
      'a bad Last-Event-ID',
      '/streams/main/sse',
      { headers: { 'Last-Event-ID': '?' } },
      400,
      'last-event-id',
      /<epoch>-<id>/,
    ],
    ['a wait over a minute', '/streams/main/long-polling?wait=61', {}, 400, 'wait', /0 to 60/],
    ['an empty wait', '/streams/main/long-polling?wait=', {}, 400, 'wait', /0 to 60/],
    ['a wait in words', '/streams/main/long-polling?wait=soon', {}, 400, 'wait', /0 to 60/],
    ['a client name with a space', '/streams/main/sse?client=a%20b', {}, 400, 'client', /1 to 32/],
    ['an event without data', '/streams/main/events', post('{}'), 400, 'data', /any JSON value/],
    ['an event type with a space', '/streams/main/events', post('{"type":"a b","data":1}'), 400, 'type', /1 to 64/],
    ['an unknown field of an event', '/streams/main/events', post('{"data":1,"x":1}'), 400, 'x', /allowed: type, data/],
    ['data nested too deeply', '/streams/main/events', post(DEEP), 400, 'data', /too deeply/],
    ['a body that is no object', '/streams/main/events', post('"text"'), 400, 'body', /object/],
    [
      'a rate out of range',
      '/api/experiment',
      patch({ publisher: { ratePerSecond: 1001 } }),
      400,
      'publisher.ratePerSecond',
      /0.1 to 1000/,
    ],
    [
      'a round trip out of range',
      '/api/experiment',
      patch({ network: { rttMs: 2001 } }),
      400,
      'network.rttMs',
      /0 to 2000/,
    ],
    [
      'a bandwidth that is too small',
      '/api/experiment',
      patch({ network: { upKbitPerSecond: 1 } }),
      400,
      'network.upKbitPerSecond',
      /0 \(no limit\) or a number from 32/,
    ],
    [
      'a loss out of range',
      '/api/experiment',
      patch({ network: { lossPercent: 31 } }),
      400,
      'network.lossPercent',
      /0 to 30/,
    ],
    [
      'a condition that is not known',
      '/api/experiment',
      patch({ network: { rtt: 1 } }),
      400,
      'network.rtt',
      /allowed: rttMs, jitterMs/,
    ],
    [
      'an upgrade rule that is not known',
      '/api/experiment',
      patch({ network: { proxy: { upgrade: 'no' } } }),
      400,
      'network.proxy.upgrade',
      /pass, refuse, hang/,
    ],
    [
      'a proxy rule that is not known',
      '/api/experiment',
      patch({ network: { proxy: { buffer: 1 } } }),
      400,
      'network.proxy.buffer',
      /allowed: bufferBytes/,
    ],
    ['a fault that is not known', '/api/faults', post('{"kind":"fire"}'), 400, 'kind', /cut, outage, stall, restart/],
    ['a fault without a kind', '/api/faults', post('{}'), 400, 'kind', /cut, outage, stall, restart/],
    ['an outage that is too long', '/api/faults', post('{"kind":"outage","seconds":61}'), 400, 'seconds', /0.1 to 60/],
    ['a cut that is not known', '/api/faults', post('{"kind":"cut","how":"axe"}'), 400, 'how', /fin or rst/],
    ['a bad day with too many faults', '/api/bad-day', post('{"faults":201}'), 400, 'faults', /1 to 200/],
    ['a list of faults after nothing', '/api/faults?after=x', {}, 400, 'after', /whole number/],
    [
      'a payload out of range',
      '/api/experiment',
      patch({ publisher: { payloadBytes: -1 } }),
      400,
      'publisher.payloadBytes',
      /0 to 65536/,
    ],
    [
      'unknown arrivals',
      '/api/experiment',
      patch({ publisher: { arrivals: 'odd' } }),
      400,
      'publisher.arrivals',
      /steady, poisson, bursty/,
    ],
    [
      'a setting that is unknown',
      '/api/experiment',
      patch({ publisher: { speed: 1 } }),
      400,
      'publisher.speed',
      /allowed: running/,
    ],
    ['a group that is unknown', '/api/experiment', patch({ weather: {} }), 400, 'weather', /allowed: publisher/],
    [
      'a setting of the wrong type',
      '/api/experiment',
      patch({ publisher: { running: 'yes' } }),
      400,
      'publisher.running',
      /true or false/,
    ],
    [
      'a foreign origin',
      '/api/clock',
      { headers: { Origin: 'https://evil.example' } },
      403,
      'Origin',
      /--allow-origin/,
    ],
    [
      'an origin on another port',
      '/api/clock',
      { headers: { Origin: 'http://127.0.0.1:1' } },
      403,
      'Origin',
      /--allow-origin/,
    ],
    ['an opaque origin', '/api/clock', { headers: { Origin: 'null' } }, 403, 'Origin', /--allow-origin/],
    [
      'a page of another site',
      '/api/clock',
      { headers: { 'Sec-Fetch-Site': 'cross-site' } },
      403,
      'Sec-Fetch-Site',
      /another site/,
    ],
  ];

describe('a request with', () => {
  test.each(REFUSED)('%s is refused', async (_what, path, init, status, field, says) => {
    const response = await fetch(server.url + path, init);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const problem = problemSchema.parse(await response.json());
    expect(problem.status).toBe(status);
    expect(problem.errors?.find((error) => error.field === field)?.detail).toMatch(says);
  });
});

describe('HTTP answers', () => {
  test.each<[string, string, RequestInit, number, RegExp]>([
    ['broken JSON', '/streams/main/events', post('{"data":'), 400, /JSON/],
    ['an empty body', '/streams/main/events', post(''), 400, /empty/],
    [
      'a body of another type',
      '/streams/main/events',
      post('a=b', { 'Content-Type': 'text/plain' }),
      415,
      /application\/json/,
    ],
    ['a body too large', '/streams/main/events', post(JSON.stringify({ data: 'x'.repeat(200_000) })), 413, /131072/],
    ['a route that is not there', '/streams/main/carrier-pigeon', {}, 404, /openapi/],
    ['a path that is no URL', '/%zz', {}, 400, /%zz/],
    ['GET on the WebSocket endpoint', '/streams/main/websocket', {}, 426, /Upgrade: websocket/],
  ])('%s with the right status', async (_what, path, init, status, says) => {
    const response = await fetch(server.url + path, init);
    expect(response.status).toBe(status);
    expect(problemSchema.parse(await response.json()).detail).toMatch(says);
  });

  test.each([
    ['DELETE', '/streams/main/short-polling', 'GET'],
    ['POST', '/streams/main/sse', 'GET'],
    ['GET', '/streams/main/events', 'POST'],
    ['PUT', '/api/experiment', 'GET, PATCH'],
    ['OPTIONS', '/api/ledger', 'GET'],
  ])('%s on %s with 405 and what is allowed', async (method, path, allowed) => {
    const response = await fetch(server.url + path, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe(allowed);
  });
});

describe('on the socket', () => {
  test.each([
    ['what is not HTTP', 'HELO there\r\n\r\n', 400],
    ['a head larger than 16 KiB', `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    ['a foreign Host', 'GET /api/clock HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n', 403],
    ['no Host at all', 'GET /api/clock HTTP/1.0\r\n\r\n', 403],
    ['a handshake at the wrong place', handshake('/api/clock'), 400],
    ['a handshake at no place', handshake('/nowhere'), 404],
    ['a handshake with a bad channel', handshake('/streams/UP/websocket'), 400],
    ['a handshake with a bad cursor', handshake('/streams/main/websocket?after=x'), 400],
    ['a handshake without a key', handshake('/streams/main/websocket', { 'Sec-WebSocket-Key': undefined }), 400],
    ['a handshake with a short key', handshake('/streams/main/websocket', { 'Sec-WebSocket-Key': 'abc=' }), 400],
    ['a handshake of an old version', handshake('/streams/main/websocket', { 'Sec-WebSocket-Version': '8' }), 426],
    ['a handshake from a foreign page', handshake('/streams/main/websocket', { Origin: 'https://evil.example' }), 403],
    ['a handshake under a foreign Host', handshake('/streams/main/websocket', { Host: 'evil.example' }), 403],
  ])('%s is refused with a problem document', async (_what, bytes, status) => {
    const answer = await sendRaw(server.port, bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(problemSchema.parse(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).status).toBe(status);
  });

  test('garbage on a stream that is open ends it, with no second head in it', async () => {
    const { socket, answer } = await openRaw(server.port, 'GET /streams/main/sse HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    let text = answer;
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    socket.write('this is not HTTP\r\n\r\n');
    await new Promise((resolve) => socket.on('close', resolve));
    expect(text.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });

  test('an upgrade to something else is ignored', async () => {
    const answer = await sendRaw(server.port, handshake('/api/clock', { Upgrade: 'h2c' }));
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  });

  test.each([
    ['an unmasked frame', Buffer.from([0x81, 0x02, 0x68, 0x69])],
    ['reserved bits', Buffer.from([0xf1, 0x80, 0, 0, 0, 0])],
    ['a frame that announces 2^63 bytes', Buffer.from([0x82, 0xff, 0x7f, ...Array(11).fill(0xff)])],
    ['a message, though nobody asked', Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0x68, 0x69])],
  ])('a WebSocket that sends %s is closed', async (_what, frame) => {
    const { socket, answer } = await openRaw(server.port, handshake('/streams/main/websocket'));
    expect(answer).toMatch(/^HTTP\/1\.1 101 /);
    socket.write(frame);
    await new Promise((resolve) => socket.on('close', resolve).resume());
  });

  test('whatever comes, the server lives on', async () => {
    const starts = [
      '',
      'GET ',
      handshake('/streams/main/websocket'),
      'POST /streams/main/events HTTP/1.1\r\nHost: 127.0.0.1\r\n',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 300 }), async (start, garbage) => {
        const socket = connect(server.port, '127.0.0.1');
        socket.on('error', () => {});
        socket.end(Buffer.concat([Buffer.from(start), garbage, Buffer.from('\r\n\r\n')]));
        await new Promise((resolve) => socket.on('close', resolve).resume());
      }),
      { numRuns: 200 },
    );
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });
});

test('an allowed origin is let in, and told what it may read', async () => {
  const open = await startServer({ allowedOrigins: ['https://good.example'] });
  try {
    const ask = (origin: string) => fetch(`${open.url}/streams/main/short-polling`, { headers: { Origin: origin } });
    const good = await ask('https://good.example');
    expect(good.status).toBe(204);
    expect(good.headers.get('access-control-allow-origin')).toBe('https://good.example');
    expect(good.headers.get('access-control-expose-headers')).toContain('Stream-Cursor');
    expect((await ask('https://evil.example')).status).toBe(403);
  } finally {
    await open.close();
  }
});

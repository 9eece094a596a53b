import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { STREAM_CURSOR_HEADER } from '../protocol/answer.ts';
import { publish, startServer } from '../testing/lab-server.ts';
import { handshake, openRaw } from '../testing/raw.ts';
import { getText } from '../testing/send.ts';

const ends: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function start(options: Parameters<typeof startServer>[0] = {}) {
  const server = await startServer(options);
  ends.push(server.close);
  const ask = (path: string) => fetch(`${server.url}/streams/main/${path}`);
  return { ...server, ask };
}

/** Reads a body until it holds what is looked for. */
async function readUntil(response: Response, wanted: RegExp): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  for (let text = ''; ; ) {
    const { value, done } = (await reader?.read()) ?? { done: true };
    text += decoder.decode(value, { stream: true });
    if (wanted.test(text) || done) return text;
  }
}

describe('short polling', () => {
  test('answers 204 with the cursor when there is nothing new, and 200 with the events when there is', async () => {
    const { url, ask } = await start();
    const empty = await ask('short-polling');
    expect(empty.status).toBe(204);
    const cursor = empty.headers.get(STREAM_CURSOR_HEADER);
    expect(cursor).toMatch(/^[a-z0-9]{8}-0$/);

    await publish(url, 'main', ['one', { two: 2 }]);
    const full = await (await ask(`short-polling?after=${cursor}`)).json();
    expect(full.events.map(({ id, type, data }: Record<string, unknown>) => [id, type, data])).toEqual([
      [1, 'message', 'one'],
      [2, 'message', { two: 2 }],
    ]);
    expect(full.cursor).toBe(`${full.epoch}-2`);
    expect((await ask(`short-polling?after=${full.cursor}`)).status).toBe(204);
    expect((await (await ask('short-polling?after=1')).json()).events).toHaveLength(1);
  });

  test('keeps its connection for longer than the slowest poll', async () => {
    const { ask } = await start();
    expect((await ask('short-polling')).headers.get('keep-alive')).toBe('timeout=75');
  });

  test('cuts an answer at its limit and says that there is more', async () => {
    const { url, ask } = await start({ streamLimits: { answer: { maxEvents: 2, maxBytes: 1e6 } } });
    await publish(url, 'main', [1, 2, 3]);
    const first = await (await ask('short-polling?after=0')).json();
    expect([first.events.length, first.more]).toEqual([2, true]);
    const second = await (await ask(`short-polling?after=${first.cursor}`)).json();
    expect([second.events.length, second.more]).toEqual([1, undefined]);
  });

  test('tells of a gap what was asked, where it goes on, and why', async () => {
    const { url, ask } = await start({ logLimits: { maxEvents: 2, maxBytes: 1e6 } });
    const { epoch } = await publish(url, 'main', [1, 2, 3, 4]);
    const expired = await (await ask(`short-polling?after=${epoch}-1`)).json();
    expect(expired.gap).toEqual({ after: `${epoch}-1`, resumedAt: `${epoch}-2`, reason: 'expired' });
    expect(expired.events.map(({ id }: { id: number }) => id)).toEqual([3, 4]);
    const changed = await (await ask('short-polling?after=before-9')).json();
    expect(changed.gap).toEqual({ after: 'before-9', resumedAt: `${epoch}-2`, reason: 'epoch-changed' });
    expect((await (await ask('short-polling?after=0')).json()).gap).toBeUndefined();
  });
});

describe('long polling', () => {
  test('releases every held request with the same event', async () => {
    const { url, ask } = await start();
    const held = Array.from({ length: 20 }, () => ask('long-polling?wait=30'));
    // A short poll that is answered after them shows that all of them were taken in.
    await ask('short-polling');
    const { id } = await publish(url, 'main', ['released']);
    const answers = await Promise.all(held.map(async (answer) => (await answer).json()));
    for (const { events } of answers) expect(events.map((event: { id: number }) => event.id)).toEqual([id]);
  });

  test('answers 204 once the hold is over', async () => {
    const { ask } = await start();
    expect((await ask('long-polling?wait=0.05')).status).toBe(204);
    expect((await ask('long-polling?wait=0')).status).toBe(204);
  });
});

describe('Server-Sent Events', () => {
  test('name the cursor, before the first event too', async () => {
    const { url, ask } = await start();
    const response = await ask('sse');
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const { epoch } = await publish(url, 'main', ['one']);
    const text = await readUntil(response, /data: .*\n\n/);
    expect(text).toContain(`id: ${epoch}-0\n\n`);
    expect(text).toMatch(new RegExp(`id: ${epoch}-1\ndata: {"id":1,"type":"message","at":[\\d.]+,"data":"one"}\n\n$`));
  });

  test('go on after Last-Event-ID rather than after the address', async () => {
    const { url } = await start();
    await publish(url, 'main', [1, 2, 3]);
    const headers = { 'Last-Event-ID': '2' };
    const text = await readUntil(await fetch(`${url}/streams/main/sse?after=0`, { headers }), /data: .*\n\n/);
    expect(text.match(/^id: .*$/gm)).toHaveLength(1);
    expect(text).toMatch(/"id":3/);
  });

  test('show that they are alive while nothing happens', async () => {
    const { ask } = await start({ streamLimits: { heartbeatMs: 10 } });
    expect(await readUntil(await ask('sse'), /:\n\n:\n\n/)).toMatch(/:\n\n:\n\n/);
  });
});

describe('WebSocket', () => {
  test('pings, and cuts off who does not answer', async () => {
    const { port } = await start({ streamLimits: { heartbeatMs: 10 } });
    // A raw socket answers no ping.
    const { socket } = await openRaw(port, handshake('/streams/main/websocket'));
    await new Promise((resolve) => socket.on('close', resolve).resume());
  });

  test('answers pings', async () => {
    const { url } = await start();
    const client = new WebSocket(`${url.replace('http', 'ws')}/streams/main/websocket`);
    ends.push(() => client.terminate());
    await new Promise((resolve) => client.on('open', resolve));
    const pong = new Promise((resolve) => client.on('pong', (data) => resolve(`${data}`)));
    client.ping('hello');
    expect(await pong).toBe('hello');
  });

  test('keeps who answers', async () => {
    const { url } = await start({ streamLimits: { heartbeatMs: 10 } });
    const client = new WebSocket(`${url.replace('http', 'ws')}/streams/main/websocket`);
    ends.push(() => client.terminate());
    let pings = 0;
    await new Promise<void>((resolve) => client.on('ping', () => ++pings === 5 && resolve()));
    const message = new Promise((resolve) => client.once('message', (data) => resolve(JSON.parse(`${data}`).data)));
    await publish(url, 'main', ['still here']);
    expect(await message).toBe('still here');
  });
});

describe('a reader that is too slow', () => {
  const streamLimits = { stallMs: 50, closeMs: 4_000 };
  const large = Array.from({ length: 150 }, () => 'x'.repeat(100_000));

  test.each([
    ['sse', 'GET /streams/main/sse?after=0 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'],
    ['websocket', handshake('/streams/main/websocket?after=0')],
  ])('is told on %s, cut off and counted, and others never notice', async (_transport, head) => {
    const { url, port } = await start({ streamLimits });
    const other = new WebSocket(`${url.replace('http', 'ws')}/streams/main/websocket`);
    ends.push(() => other.terminate());
    await new Promise((resolve) => other.on('open', resolve));
    let received = 0;
    const all = new Promise<void>((resolve) => other.on('message', () => ++received === large.length && resolve()));

    const slow = connect(port, '127.0.0.1');
    ends.push(() => slow.destroy());
    slow.on('error', () => {});
    slow.pause();
    slow.write(head);
    await publish(url, 'main', large);
    await all;
    await until(async () => (await metric(url, 'transport_lab_slow_readers_cut_total')) === 1);

    let last = '';
    await new Promise<void>((resolve) => {
      slow.on('data', (chunk) => {
        last = (last + chunk.toString('latin1')).slice(-100);
        if (last.includes('slow-reader')) resolve();
      });
      slow.resume();
    });
  });

  test('but reads all the time is not cut off', async () => {
    // Linux lets a writer go on when a third of its buffer of about 4 MB is free again: at this pace after some 100 ms.
    const { url, port } = await start({ streamLimits: { stallMs: 400, closeMs: 50 } });
    await publish(url, 'main', [...large, ...large]);
    const slow = connect(port, '127.0.0.1').pause();
    ends.push(() => slow.destroy());
    slow.write('GET /streams/main/sse?after=0 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    // What one read gives, a little later the next: for many times as long as a stall may last.
    for (let bytes = 0; bytes < 29e6; ) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      bytes += slow.read()?.length ?? 0;
    }
    expect(await metric(url, 'transport_lab_slow_readers_cut_total')).toBe(0);
    // Hundreds of timers, which come late on a busy machine.
  }, 30_000);

  test('of a poll is cut off', async () => {
    const { url, port } = await start({ streamLimits: { stallMs: 50, answer: { maxEvents: 1_000, maxBytes: 20e6 } } });
    await publish(url, 'main', large);
    const slow = connect(port, '127.0.0.1').pause();
    slow.write('GET /streams/main/short-polling?after=0 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    await until(async () => (await metric(url, 'transport_lab_slow_readers_cut_total')) === 1);
    slow.destroy();
  });

  test('is cut off in the end when it never reads again', async () => {
    const { url, port } = await start({ streamLimits: { stallMs: 50, closeMs: 50 } });
    await publish(url, 'main', large);
    const before = await metric(url, 'transport_lab_connections');
    const slow = connect(port, '127.0.0.1').pause();
    slow.write('GET /streams/main/sse?after=0 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    await until(async () => (await metric(url, 'transport_lab_slow_readers_cut_total')) === 1);
    await until(async () => (await metric(url, 'transport_lab_connections')) <= before);
    slow.destroy();
  });
});

describe('when the server ends', () => {
  test('streams are told, held polls are answered, and nothing is left', async () => {
    const { url, close, ask } = await startServer().then((server) => ({
      ...server,
      ask: (path: string) => fetch(`${server.url}/streams/main/${path}`),
    }));
    const stream = await ask('sse');
    const told = readUntil(stream, /event: close/);
    const held = ask('long-polling?wait=60');
    const client = new WebSocket(`${url.replace('http', 'ws')}/streams/main/websocket`);
    await new Promise((resolve) => client.on('open', resolve));
    const closed = new Promise((resolve) => client.on('close', (code, reason) => resolve([code, `${reason}`])));
    await ask('short-polling');

    await close();
    expect(await told).toContain('event: close\ndata: {"reason":"server-ending"}\n\n');
    const answer = await held;
    expect([answer.status, answer.headers.get('connection')]).toEqual([204, 'close']);
    expect(await closed).toEqual([1001, 'server-ending']);
    await expect(ask('short-polling')).rejects.toThrow();
  });

  test('who does not listen is cut off', async () => {
    const server = await startServer();
    const { socket } = await openRaw(server.port, handshake('/streams/main/websocket'));
    const closed = new Promise((resolve) => socket.on('close', resolve).resume());
    await server.close();
    await closed;
  });
});

async function metric(url: string, name: string): Promise<number> {
  const text = await getText(url, '/metrics');
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]);
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 10));
}

import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { publish } from '../../testing/lab-server.ts';
import { startMetered } from '../../testing/metered-server.ts';
import { handshake } from '../../testing/raw.ts';

const ends: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

describe('bytes are told apart', () => {
  /** One request on a connection of its own; answers everything that came back until `isWhole`. */
  async function exchange(port: number, request: string, isWhole: (text: string) => boolean): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    ends.push(() => socket.destroy());
    socket.setEncoding('latin1').write(request);
    let text = '';
    await new Promise<void>((resolve) =>
      socket.on('data', (chunk) => {
        text += chunk;
        if (isWhole(text)) resolve();
      }),
    );
    return text;
  }
  const none = { setup: 0, head: 0, framing: 0, heartbeat: 0, payload: 0, other: 0 };
  const headBytes = (text: string) => text.indexOf('\r\n\r\n') + 4;
  /** As text of one byte a character: what `exchange` reads. */
  const eventOf = (text: string) => /\{"id":1,.*?"data":"[^"]*"\}/.exec(text)?.[0] ?? '';

  test.each(['short-polling', 'long-polling'] as const)('%s: heads, envelope, payload', async (transport) => {
    const { server, ledger } = await startMetered(ends);
    await publish(server.url, 'main', ['ä€😀']);
    const request = `GET /streams/main/${transport}?after=0&client=apart HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`;
    const text = await exchange(server.port, request, (answer) => answer.endsWith('"}'));
    const { upBy, downBy } = (await ledger('apart')).transports[transport];
    expect(upBy).toEqual({ ...none, head: request.length });
    const [head, payload] = [headBytes(text), eventOf(text).length];
    expect(downBy).toEqual({ ...none, head, payload, framing: text.length - head - payload });
  });

  test('a refused poll: heads, and an answer that is no event', async () => {
    const { server, ledger } = await startMetered(ends);
    const request = 'GET /streams/main/short-polling?after=x&client=apart HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n';
    const text = await exchange(server.port, request, (answer) => answer.endsWith(']}'));
    const { downBy } = (await ledger('apart')).transports['short-polling'];
    expect(downBy).toEqual({ ...none, head: headBytes(text), other: text.length - headBytes(text) });
  });

  test('sse: set-up, fields and chunk headers, heartbeats, payload', async () => {
    const { server, ledger } = await startMetered(ends);
    await publish(server.url, 'main', ['ä€😀']);
    const request = 'GET /streams/main/sse?after=0&client=apart HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n';
    const text = await exchange(server.port, request, (answer) => answer.includes(':\n\n\r\n'));
    const { upBy, downBy } = (await ledger('apart')).transports.sse;
    expect(upBy).toEqual({ ...none, setup: request.length });
    const eventAt = text.indexOf('\r\n', text.indexOf('retry:')) + 2;
    const heartbeat = '3\r\n:\n\n\r\n'.length;
    const payload = eventOf(text).length;
    expect(downBy).toMatchObject({ setup: eventAt, payload, head: 0, other: 0 });
    expect(downBy.framing).toBe(text.indexOf(`3\r\n:\n`) - eventAt - payload);
    expect(downBy.heartbeat % heartbeat).toBe(0);
    expect(downBy.heartbeat).toBeGreaterThan(0);
  });

  test('websocket: handshake, frame headers, pings and pongs, payload', async () => {
    const { server, ledger } = await startMetered(ends);
    await publish(server.url, 'main', ['x'.repeat(200)]);
    const socket = connect(server.port, '127.0.0.1');
    ends.push(() => socket.destroy());
    const request = handshake('/streams/main/websocket?after=0&client=apart');
    socket.setEncoding('latin1').write(request);
    let text = '';
    const seen = (isThere: () => boolean) =>
      new Promise<void>((resolve) => {
        const check = () => isThere() && resolve();
        socket.on('data', (chunk) => {
          text += chunk;
          check();
        });
        check();
      });
    await seen(() => text.includes('\x89\x00'));
    socket.write(Buffer.from([0x8a, 0x80, 0, 0, 0, 0]));
    // The next ping is sent after the pong was taken in.
    await seen(() => text.split('\x89\x00').length > 2);
    const { upBy, downBy } = (await ledger('apart')).transports.websocket;
    expect(upBy).toEqual({ ...none, setup: request.length, heartbeat: 6 });
    expect(downBy).toMatchObject({ setup: headBytes(text), framing: 4, payload: eventOf(text).length, other: 0 });
    expect(downBy.heartbeat % 2).toBe(0);
  });
});

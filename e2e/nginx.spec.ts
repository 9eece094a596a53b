import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { publish } from '../src/testing/lab-server.ts';
import { receive } from './nginx/client-run.ts';
import { FRONTS } from './nginx/front.ts';
import { bareConfig } from './nginx/nginx-config.ts';
import { PROXY_CASES } from './nginx/proxy-cases.ts';
import { connectRaw, get, UPGRADE } from './nginx/raw-client.ts';
import { expect, test } from './nginx/test.ts';

for (const { name: frontName, open } of FRONTS) {
  test.describe(`behind ${frontName}, not set up for it`, () => {
    for (const { name, temper, run } of PROXY_CASES) {
      test(name, async ({ startLab, ends }) => {
        const lab = await startLab();
        const front = await open(lab, temper);
        ends.push(front.close);
        await run(front, lab.url);
      });
    }
  });
}

// The emulated proxy ends the connection with an answer of its own.
test.describe('the real nginx keeps the client’s connection', () => {
  for (const [after, request, status] of [
    ['a 504', get('long-polling?wait=10'), 504],
    ['a refused upgrade', get('websocket', UPGRADE), 426],
  ] as const) {
    test(`after ${after}`, async ({ startLab, startFront }) => {
      const lab = await startLab();
      const directives = 'proxy_http_version 1.0; proxy_read_timeout 1s;';
      const front = await startFront((port) => bareConfig(lab.port, port, directives));
      const raw = connectRaw(front.port);
      raw.send(request);
      await raw.until((got) => got.includes('\r\n\r\n'));
      expect(raw.got()).toContain(`HTTP/1.1 ${status} `);
      raw.send(get('short-polling?after=0'));
      await raw.until((got) => got.includes('HTTP/1.1 204 '));
      raw.close();
    });
  }
});

test.describe('what decides whether nginx holds a stream back', () => {
  const FILLER = 'x'.repeat(9_000);

  test('over HTTP/1.0, whole pages of 4,096 bytes pass, and the first one counts the server’s own head', async ({
    startLab,
    startFront,
  }) => {
    const lab = await startLab();
    const direct = connectRaw(lab.port);
    direct.send(get('sse?after=0').replace('HTTP/1.1', 'HTTP/1.0'));
    await publish(lab.url, 'main', [1]);
    await direct.until((got) => got.includes('"data":1'));
    const headBytes = direct.got().indexOf('\r\n\r\n') + 4;
    direct.close();

    const front = await startFront((port) => bareConfig(lab.port, port));
    const raw = connectRaw(front.port);
    raw.send(get('sse?after=0'));
    await publish(lab.url, 'main', [FILLER]);
    await raw.until((got) => /\r\n\r\n[0-9a-f]+\r\n/.test(got));
    const firstChunk = Number.parseInt(/\r\n\r\n([0-9a-f]+)\r\n/.exec(raw.got())?.[1] ?? '', 16);
    expect((headBytes + firstChunk) % 4_096).toBe(0);
    raw.close();
  });

  for (const [what, directives] of [
    ['HTTP/1.1 to the lab, whose chunks are then passed on one by one', 'proxy_http_version 1.1;'],
    ['proxy_buffering off', 'proxy_http_version 1.0; proxy_buffering off;'],
  ] as const) {
    test(`nothing is held back with ${what}`, async ({ startLab, startFront }) => {
      const lab = await startLab();
      const front = await startFront((port) => bareConfig(lab.port, port, directives));
      const run = receive('sse', front.url);
      await run.untilState('open');
      await publish(lab.url, 'main', [1]);
      await run.untilEvents(1);
      run.abort();
      await run.end();
    });
  }

  test('nothing is held back when the server says X-Accel-Buffering: no, and the client is not told', async ({
    startFront,
    ends,
  }) => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
      response.write('data: 1\n\n');
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    ends.push(async () => server.close().closeAllConnections());
    const { port: serverPort } = server.address() as AddressInfo;
    const front = await startFront((port) => bareConfig(serverPort, port));
    const raw = connectRaw(front.port);
    raw.send(get('sse'));
    await raw.until((got) => got.includes('data: 1\n\n'));
    expect(raw.got()).not.toMatch(/x-accel/i);
    raw.close();
  });
});

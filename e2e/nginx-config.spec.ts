import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TRANSPORTS } from '../src/protocol/transports.ts';
import { publish } from '../src/testing/lab-server.ts';
import { eventually } from './built-server.ts';
import { changeExperiment, count, lane } from './lab-page.ts';
import { receive } from './nginx/client-run.ts';
import type { Front } from './nginx/front.ts';
import { bareConfig, documented, documentedConfig } from './nginx/nginx-config.ts';
import { connectRaw, get, UPGRADE } from './nginx/raw-client.ts';
import { expect, test } from './nginx/test.ts';

const README = fileURLToPath(new URL('../README.md', import.meta.url));

test.describe('behind nginx as docs/nginx.conf sets it up', () => {
  for (const transport of TRANSPORTS) {
    test(`${transport} delivers each event while nothing follows it`, async ({ startLab, startFront }) => {
      const lab = await startLab();
      const front = await startFront((port) => documentedConfig(lab.port, port));
      const run = receive(transport, front.url, { holdSeconds: 60 });
      for (const id of [1, 2, 3]) {
        await publish(front.url, 'main', [id]);
        await run.untilEvents(id);
      }
      expect(run.data()).toEqual([1, 2, 3]);
      run.abort();
      expect(await run.end()).toEqual({ kind: 'aborted', retry: false });
      const isStream = transport === 'sse' || transport === 'websocket';
      if (isStream) expect(run.all('requestSent')).toHaveLength(1);
    });
  }

  test('a stream is open before there is anything to send', async ({ startLab, startFront }) => {
    const lab = await startLab();
    const front = await startFront((port) => documentedConfig(lab.port, port));
    for (const transport of ['sse', 'websocket'] as const) {
      const run = receive(transport, front.url);
      await run.untilState('open');
      run.abort();
      await run.end();
    }
  });

  test('heartbeats keep silent streams open for longer than nginx waits', async ({ startLab, startFront }) => {
    const lab = await startLab({ streamLimits: { heartbeatMs: 200 } });
    const front = await startFront((port) =>
      documentedConfig(lab.port, port).replaceAll('proxy_read_timeout 60s;', 'proxy_read_timeout 1s;'),
    );
    const run = receive('websocket', front.url);
    const sse = connectRaw(front.port);
    sse.send(get('sse'));
    // Ten of them take two seconds.
    await sse.until((got) => got.split(':\n\n').length > 10);
    await publish(lab.url, 'main', ['late']);
    await sse.until((got) => got.includes('"late"'));
    await run.untilEvents(1);
    expect(run.all('requestSent')).toHaveLength(1);
    sse.close();
    run.abort();
    await run.end();
  });

  test('nginx waits longer for a long poll than the lab holds any', async ({ startLab }) => {
    const lab = await startLab();
    const patience = /long-polling\$ \{[^}]*proxy_read_timeout (\d+)s;/.exec(documentedConfig(lab.port, 0))?.[1];
    const response = await fetch(`${lab.url}/streams/main/long-polling?wait=${patience}`);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('0 to 60');
  });

  test('the README shows the same', () => {
    const withoutFileComment = documented().replace(/^(#.*\n)+\n/, '');
    expect(readFileSync(README, 'utf8')).toContain(withoutFileComment);
  });

  test('polls share connections to the lab', async ({ startLab, startFront }) => {
    const lab = await startLab();
    const front = await startFront((port) => documentedConfig(lab.port, port));
    for (let i = 0; i < 5; i += 1) await fetch(`${front.url}/streams/main/short-polling?after=0&client=poller`);
    const { transports } = await (await fetch(`${lab.url}/api/ledger?client=poller`)).json();
    expect(transports['short-polling']).toMatchObject({ requests: 5, connections: 1 });
  });
});

test.describe('the lab’s guard behind nginx', () => {
  const status = async (front: Front, request: string) => {
    const raw = connectRaw(front.port);
    raw.send(request);
    await raw.until((got) => /^HTTP\/1\.1 \d+.*\r\n\r\n/s.test(got));
    raw.close();
    return Number(raw.got().slice(9, 12));
  };
  const asPageOf = (origin: string, request: string) =>
    request.replace('Host: 127.0.0.1', `Host: ${new URL(origin).host}\r\nOrigin: ${origin}`);
  const poll = get('short-polling?after=0');
  const upgrade = get('websocket?after=0', UPGRADE);

  test('a Host that nginx makes up keeps the page from all that sends an Origin', async ({ startLab, startFront }) => {
    const lab = await startLab();
    const front = await startFront((port) => bareConfig(lab.port, port));
    expect(await status(front, poll)).toBe(204);
    expect(await status(front, asPageOf(front.url, poll))).toBe(403);
    expect(await status(front, asPageOf(front.url, upgrade))).toBe(403);
  });

  test('the client’s own Host lets the page in under this machine’s names', async ({ startLab, startFront }) => {
    const lab = await startLab();
    const front = await startFront((port) => documentedConfig(lab.port, port));
    expect(await status(front, asPageOf(front.url, upgrade))).toBe(101);
    expect(await status(front, asPageOf(`http://localhost:${front.port}`, upgrade))).toBe(101);
    expect(await status(front, asPageOf('http://lab.example.org', poll))).toBe(403);
  });

  test('--allow-origin lets it in under a name of its own', async ({ startLab, startFront }) => {
    const lab = await startLab({ allowedOrigins: ['https://lab.example.org'] });
    const front = await startFront((port) => documentedConfig(lab.port, port));
    expect(await status(front, asPageOf('https://lab.example.org', poll))).toBe(204);
    expect(await status(front, asPageOf('https://lab.example.org', upgrade))).toBe(101);
    expect(await status(front, asPageOf('https://elsewhere.example.org', poll))).toBe(403);
  });
});

test.describe('the page in a browser', () => {
  test('works behind nginx as docs/nginx.conf sets it up', async ({ page, server, startFront }) => {
    const labPort = Number(new URL(server.url).port);
    const front = await startFront((port) => documentedConfig(labPort, port));
    await page.goto(front.url);
    for (const transport of TRANSPORTS) {
      await eventually(() => count(page, transport, 'Events')).toBeGreaterThan(0);
    }
    await page.getByRole('button', { name: 'Pause stream' }).click();
    const experiment = async () => (await fetch(`${server.url}/api/experiment`)).json();
    await eventually(async () => (await experiment()).publisher.running).toBe(false);
  });

  test('shows what nginx does to the transports when it is told nothing but the Host', async ({
    page,
    server,
    startFront,
  }) => {
    const labPort = Number(new URL(server.url).port);
    await changeExperiment(server.url, { running: false });
    const front = await startFront((port) =>
      bareConfig(labPort, port, 'proxy_http_version 1.0; proxy_set_header Host $http_host;'),
    );
    await page.goto(front.url);
    await expect(lane(page, 'websocket')).toContainText('Retrying');
    await publish(server.url, 'main', ['hello']);
    for (const transport of ['short-polling', 'long-polling'] as const) {
      await eventually(() => count(page, transport, 'Events')).toBe(1);
    }
    expect(await count(page, 'sse', 'Events')).toBe(0);
    expect(await count(page, 'websocket', 'Events')).toBe(0);
  });

  test('is refused its own scripts when nginx makes up the Host: they are asked for with an Origin', async ({
    page,
    server,
    startFront,
  }) => {
    const labPort = Number(new URL(server.url).port);
    const front = await startFront((port) => bareConfig(labPort, port));
    const refused = page.waitForResponse((response) => response.status() === 403 && response.url().endsWith('.js'));
    await page.goto(front.url);
    await refused;
  });
});

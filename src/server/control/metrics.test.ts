import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { publish, startServer } from '../../testing/lab-server.ts';
import { openRaw } from '../../testing/raw.ts';
import { getText } from '../../testing/send.ts';

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`;

/** A server that has delivered two events by a stream and by a poll. */
async function metricsText(): Promise<string> {
  const server = await startServer();
  try {
    const { socket } = await openRaw(server.port, get('/streams/main/sse'));
    await publish(server.url, 'main', ['one', 'two']);
    await getText(server.url, '/streams/main/short-polling?after=0');
    await getText(server.url, '/streams/main/short-polling');
    const text = await getText(server.url, '/metrics');
    socket.destroy();
    return text;
  } finally {
    await server.close();
  }
}

test('count by transport what was delivered, and how late', async () => {
  const text = await metricsText();
  const value = (sample: string) =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${sample} `))
        ?.split(' ')[1],
    );
  expect(value('transport_lab_open_connections{transport="sse"}')).toBe(1);
  expect(value('transport_lab_open_connections{transport="websocket"}')).toBe(0);
  expect(value('transport_lab_events_published_total')).toBe(2);
  expect(value('transport_lab_empty_responses_total{transport="short-polling"}')).toBe(1);
  for (const transport of ['sse', 'short-polling']) {
    expect(value(`transport_lab_events_delivered_total{transport="${transport}"}`)).toBe(2);
    const delay = 'transport_lab_delivery_delay_seconds';
    expect(value(`${delay}_count{transport="${transport}"}`)).toBe(2);
    expect(value(`${delay}_bucket{le="+Inf",transport="${transport}"}`)).toBe(2);
    const bounds =
      text.match(new RegExp(`^${delay}_bucket\\{le="[^"]+",transport="${transport}"\\} \\d+$`, 'gm')) ?? [];
    const counts = bounds.map((line) => Number(line.split(' ')[1]));
    expect(counts).toEqual([...counts].sort((one, other) => one - other));
  }
});

test('are in the text format, each name with a help and a type', async () => {
  const lines = (await metricsText()).trimEnd().split('\n');
  const typed = lines.flatMap((line) => /^# TYPE (\S+) (?:counter|gauge|histogram|summary)$/.exec(line)?.[1] ?? []);
  expect(new Set(typed).size).toBe(typed.length);
  for (const line of lines.filter((each) => each !== '' && !each.startsWith('#'))) {
    expect(line).toMatch(/^[a-z_][a-z0-9_]*(?:\{[a-z]\w*="[^"]*"(?:,[a-z]\w*="[^"]*")*\})? (?:-?[\d.e+-]+|NaN)$/i);
    const name = /^\w+/.exec(line)?.[0] ?? '';
    expect(typed).toContain(typed.includes(name) ? name : name.replace(/_(?:bucket|sum|count)$/, ''));
  }
});

test('are all that the Grafana dashboard asks for', async () => {
  const text = await metricsText();
  const dashboard = JSON.parse(
    readFileSync(new URL('../../../docs/grafana/transport-lab.json', import.meta.url), 'utf8'),
  );
  const queries: string[] = dashboard.panels.flatMap(({ targets }: { targets: { expr: string }[] }) =>
    targets.map(({ expr }) => expr),
  );
  const names = queries.flatMap((query) => query.match(/\b(?:transport_lab|nodejs|process)_\w+/g) ?? []);
  expect(names.length).toBeGreaterThanOrEqual(queries.length);
  for (const name of names) expect(text).toMatch(new RegExp(`^${name}[ {]`, 'm'));
});

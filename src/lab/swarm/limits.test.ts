import { expect, test } from 'vitest';
import type { Load } from '../../protocol/load.ts';
import { forEachTransport } from '../../protocol/transports.ts';
import { findTooLow } from './limits.ts';

const PLENTY = { openFiles: 20_000, ports: 28_000 };

function server(openFiles: number | null, connections: number, open = 0): Pick<Load, 'limits' | 'transports'> {
  const account = {} as Load['transports']['sse'];
  return { limits: { openFiles, connections }, transports: forEachTransport(() => ({ ...account, open })) };
}

test('what is enough, or cannot be told, is no reason', () => {
  expect(findTooLow(10_000, PLENTY, server(20_000, 12_000))).toBeUndefined();
  expect(findTooLow(10_000, { openFiles: null, ports: null }, server(null, 12_000))).toBeUndefined();
});

test.each([
  [
    { openFiles: 1_024, ports: null },
    server(20_000, 12_000),
    /10100 open files.*the swarm may have 1024.*ulimit -n 11000/,
  ],
  [PLENTY, server(4_096, 12_000), /10100 open files.*the server may have 4096.*ulimit -n 11000/],
  // Those that are open already have theirs.
  [PLENTY, server(10_150, 12_000, 25), /10200 open files/],
  [{ openFiles: null, ports: 9_000 }, server(null, 12_000), /this machine has 9000.*net\.ipv4\.ip_local_port_range/],
  [PLENTY, server(null, 12_000, 1_000), /takes 12000 connections at once, of which 7950 are free/],
])('what is too low is told with what to change: %j', (own, of, says) => {
  expect(findTooLow(10_000, own, of)).toMatch(says);
});

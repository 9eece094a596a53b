import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { start } from './fanout/channel.ts';
import type { ReaderQuestion } from './fanout/messages.ts';
import { clientsThatFit } from './fanout/open-files.ts';
import { PEERS } from './fanout/peers/index.ts';
import { takeCurve } from './growth/curve.ts';
import { DIMENSIONS } from './growth/dimensions.ts';
import { LEGEND, reportCurve } from './growth/report.ts';
import { orEnd } from './or-end.ts';

/**
 * How does the cost of the server grow, with clients, events, their size, and what its log keeps? One of them at a time,
 * the others fixed; ends with 1 when one grows faster than it may.
 *
 *   npm run bench:growth -- --only clients,log --transports lab-websocket --json
 */
const { dimensions, peers, isJson } = orEnd(() => {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: DIMENSIONS.map(({ name }) => name).join() },
      transports: { type: 'string', default: 'lab-websocket,lab-sse,lab-long-polling,lab-short-polling' },
      json: { type: 'boolean', default: false },
    },
  });
  const ours = PEERS.filter(({ module }) => module === 'lab');
  return {
    dimensions: chosen('only', values.only, DIMENSIONS),
    peers: chosen('transports', values.transports, ours),
    isJson: values.json,
  };
});
const maxClients = clientsThatFit();
const options = { ...{ warmUpMs: 1_000, windowMs: 3_000, pollIntervalMs: 1_000 }, maxClients, sleep };
const say = (text: string) => (isJson ? process.stderr : process.stdout).write(text);
let isOver = false;
process.once('SIGINT', () => {
  isOver = true;
  process.stderr.write('Stopping after this curve; the second Ctrl-C stops at once.\n');
});

say(LEGEND);
if (maxClients < 10_000) say(`Only ${maxClients} clients: raise the limit of open files (ulimit -n 20000) for more.\n`);
const reader = await start<ReaderQuestion, null>(new URL('./fanout/reader/process.js', import.meta.url), []);
const curves = [];
for (const dimension of dimensions) {
  for (const peer of peers) {
    if (isOver) break;
    const steps = await takeCurve(dimension, peer, reader, options);
    const { text, isWell } = reportCurve(dimension, peer.title, steps);
    if (!isWell) process.exitCode = 1;
    curves.push({ dimension: dimension.name, transport: peer.name, isWell, steps });
    say(`\n${text}`);
  }
}
await reader.end();
if (isJson) process.stdout.write(`${JSON.stringify(curves, null, 2)}\n`);

function chosen<Named extends { readonly name: string }>(flag: string, text: string, all: readonly Named[]): Named[] {
  return text.split(',').map((name) => {
    const found = all.find((each) => each.name === name);
    if (!found) throw new Error(`--${flag} ${name}: must be of ${all.map((each) => each.name).join(', ')}`);
    return found;
  });
}

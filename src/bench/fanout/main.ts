import { setTimeout as sleep } from 'node:timers/promises';
import { orEnd } from '../or-end.ts';
import { start } from './channel.ts';
import { type Row, rowsOf, type Turns } from './figures.ts';
import type { Load, ReaderQuestion } from './messages.ts';
import { parseOptions } from './options.ts';
import type { PeerSpec } from './peers/index.ts';
import { missingPart } from './peers/missing-part.ts';
import { toMarkdown, toText } from './table.ts';
import { type Turn, takeTurn } from './turn.ts';

/**
 * What does a delivered event cost, here and elsewhere? The same events at the same pace to the same readers, from the
 * lab's server and from what one would use instead; all in turns, so that whatever else the machine does meets all alike.
 *
 *   npm run bench -- --only floor,ws,lab-websocket --subscribers 1000 --rate 50 --bytes 100
 */
const options = orEnd(() => parseOptions(process.argv.slice(2)));
const say = (line: string) => process.stderr.write(`${line}\n`);
const peers = options.peers.filter((peer) => {
  const part = missingPart(peer);
  if (part) say(`${peer.name} is left out: ${part}`);
  return part === null;
});
const reader = await start<ReaderQuestion, null>(new URL('./reader/process.js', import.meta.url), []);
let isOver = false;
process.once('SIGINT', () => {
  isOver = true;
  say('Stopping after this turn; the second Ctrl-C stops at once.');
});

const results: { load: Load; rows: Row[] }[] = [];
for (const load of options.loads) results.push({ load, rows: rowsOf(load, peers, await takeRounds(load)) });
await reader.end();

if (options.output === 'json') {
  process.stdout.write(`${JSON.stringify({ node: process.version, rounds: options.rounds, results }, null, 2)}\n`);
} else {
  const toTable = options.output === 'markdown' ? toMarkdown : toText;
  for (const { load, rows } of results) process.stdout.write(`\n${toTable(load, rows)}`);
}

async function takeRounds(load: Load): Promise<Turns> {
  const turns = new Map<string, (Turn | undefined)[]>(peers.map(({ name }) => [name, []]));
  const windowMs = options.seconds * 1_000;
  for (let round = 0; round < options.rounds; round += 1) {
    for (const peer of rotated(round)) {
      if (isOver) return turns;
      const about = `${load.subscribers} × ${load.ratePerSecond}/s, round ${round + 1}: ${peer.name}`;
      try {
        const turn = await takeTurn(peer, reader, { load, windowMs, warmUpMs: 1_500, pollIntervalMs: 1_000, sleep });
        turns.get(peer.name)?.push(turn);
        say(`${about} ${(turn.cpuMicroseconds / turn.delivered).toFixed(2)} µs`);
      } catch (error) {
        // One that cannot do it does not take the others' figures with it.
        turns.get(peer.name)?.push(undefined);
        process.exitCode = 1;
        say(`${about} failed: ${(error as Error).message}`);
      }
    }
  }
  return turns;
}

/** Each round begins with another one. */
function rotated(round: number): PeerSpec[] {
  const first = Math.floor((round * peers.length) / options.rounds);
  return [...peers.slice(first), ...peers.slice(0, first)];
}

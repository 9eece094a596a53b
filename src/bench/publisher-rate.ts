import { parseArgs } from 'node:util';
import { WebSocket } from 'ws';
import { ARRIVALS } from '../protocol/experiment.ts';
import { createLabServer } from '../server/lab-server.ts';
import { world } from '../server/world.ts';
import { orEnd } from './or-end.ts';

/**
 * Is the rate that was asked for the rate that is delivered? Runs the real server and counts what a
 * WebSocket client receives between two events, by their own times of publication.
 *
 *   npm run bench:rate -- --seconds 60
 */
const seconds = orEnd(() => {
  const { values } = parseArgs({ options: { seconds: { type: 'string', default: '20' } } });
  const asked = Number(values.seconds);
  if (!(asked >= 1 && asked <= 600)) throw new Error(`--seconds ${values.seconds} is not a number from 1 to 600`);
  return asked;
});
const rows = [];

for (const arrivals of ARRIVALS) {
  for (const ratePerSecond of [5, 100, 1_000]) {
    const publisher = { running: true, ratePerSecond, arrivals, payloadBytes: 100, seed: 1 };
    const lab = await createLabServer({ host: '127.0.0.1', allowedOrigins: [], version: 'bench', publisher }, world);
    const port = await lab.listen(0);
    const { events, elapsedMs } = await count(`ws://127.0.0.1:${port}/streams/main/websocket?after=0`, seconds);
    await lab.close();
    const delivered = (events / elapsedMs) * 1_000;
    const ratio = (delivered / ratePerSecond).toFixed(4);
    rows.push({ arrivals, asked: ratePerSecond, delivered: Number(delivered.toFixed(2)), ratio });
  }
}
console.table(rows);
process.stdout.write(
  `Over ${seconds} s each. Poisson and bursty arrivals differ from 1 by chance: the seed decides.\n`,
);

function count(url: string, seconds: number): Promise<{ events: number; elapsedMs: number }> {
  return new Promise((resolve) => {
    const client = new WebSocket(url);
    let events = -1;
    let firstAt = 0;
    let lastAt = 0;
    client.on('message', (data) => {
      const { at } = JSON.parse(`${data}`) as { at: number };
      events += 1;
      if (events === 0) firstAt = at;
      lastAt = at;
    });
    setTimeout(() => {
      client.terminate();
      resolve({ events, elapsedMs: lastAt - firstAt });
    }, seconds * 1_000);
  });
}

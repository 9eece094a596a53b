import { Agent, request } from 'node:http';
import { type NetworkPatch, NO_CONDITIONS } from '../protocol/network.ts';
import { createLabServer } from '../server/lab-server.ts';
import { world } from '../server/world.ts';
import { send } from '../testing/send.ts';

/**
 * Does the emulated network deliver what is asked of it? Times short polls over real connections, against those of the
 * same run without conditions, and takes large answers for the bandwidth.
 *
 *   npm run bench:network
 */
const publisher = { running: false };
const lab = await createLabServer({ host: '127.0.0.1', allowedOrigins: [], version: 'bench', publisher }, world);
const url = `http://127.0.0.1:${await lab.listen(0)}`;
const POLLS = 40;
const LARGE_BYTES = 120_000;
const TO_LARGE = '/streams/large/short-polling?after=0&client=bench';

const setNetwork = (network: NetworkPatch) =>
  send(url, 'PATCH', '/api/experiment', { network: { ...NO_CONDITIONS, ...network } });

await setNetwork({});
await poll(new Agent({ keepAlive: true }), 10);
const baseMs = median(await poll(new Agent({ keepAlive: true }), POLLS));

const roundTrips = [];
for (const rttMs of [2, 5, 20, 100, 600]) {
  await setNetwork({ rttMs });
  const times = await poll(new Agent({ keepAlive: true }), rttMs > 100 ? 10 : POLLS, 1);
  const gotMs = median(times) - baseMs;
  roundTrips.push({
    askedMs: rttMs,
    gotMs: round(gotMs),
    errorMs: round(gotMs - rttMs),
    ratio: round(gotMs / rttMs, 3),
  });
}

const jitters = [];
for (const jitterMs of [20, 100]) {
  await setNetwork({ rttMs: 20, jitterMs });
  const times = await poll(new Agent({ keepAlive: true }), 150, 1);
  const gotMs = mean(times) - baseMs;
  const askedMs = 20 + jitterMs / 2;
  jitters.push({
    rttMs: 20,
    jitterMs,
    meanAskedMs: askedMs,
    meanGotMs: round(gotMs),
    ratio: round(gotMs / askedMs, 3),
  });
}

const setUps = [];
for (const tls of [false, true]) {
  await setNetwork({ rttMs: 50, tls });
  const times: number[] = [];
  for (let count = 0; count < 15; count += 1) times.push(...(await poll(new Agent(), 1)));
  const askedMs = tls ? 150 : 100;
  const gotMs = median(times) - baseMs;
  setUps.push({ rttMs: 50, tls, askedMs, gotMs: round(gotMs), ratio: round(gotMs / askedMs, 3) });
}

for (let count = 0; count < LARGE_BYTES / 60_000; count += 1) {
  await send(url, 'POST', '/streams/large/events', { data: 'x'.repeat(60_000) });
}
const bandwidths = [];
for (const kbit of [400, 1_600, 9_000, 50_000]) {
  await setNetwork({ downKbitPerSecond: kbit });
  const agent = new Agent({ keepAlive: true });
  const times: number[] = [];
  let bytes = 0;
  for (let count = 0; count < 5; count += 1) {
    const answer = await get(TO_LARGE, agent);
    times.push(answer.ms);
    bytes = answer.bytes;
  }
  agent.destroy();
  const gotKbit = (bytes * 8) / median(times);
  bandwidths.push({ askedKbit: kbit, gotKbit: Math.round(gotKbit), ratio: round(gotKbit / kbit, 3) });
}

const shares = [];
for (const connections of [1, 4]) {
  await setNetwork({ downKbitPerSecond: 1_600 });
  const agents = Array.from({ length: connections }, () => new Agent({ keepAlive: true }));
  const startedAt = performance.now();
  const answers = await Promise.all(agents.map((agent) => get(TO_LARGE, agent)));
  const gotKbit = (answers.reduce((sum, { bytes }) => sum + bytes, 0) * 8) / (performance.now() - startedAt);
  for (const agent of agents) agent.destroy();
  shares.push({ connections, askedKbit: 1_600, togetherKbit: Math.round(gotKbit), ratio: round(gotKbit / 1_600, 3) });
}

await setNetwork({ rttMs: 1, lossPercent: 10 });
const lossy = new Agent({ keepAlive: true });
const stalled = (await poll(lossy, 200)).filter((ms) => ms > 150).length;
// Two segments a poll, one each way.
const asked = 1 - 0.9 ** 2;
const losses = [{ lossPercent: 10, pollsStalledAsked: round(asked, 3), pollsStalledGot: round(stalled / 200, 3) }];

await lab.close();
process.stdout.write(`A poll without conditions took ${round(baseMs, 2)} ms, which is taken off below.\n`);
for (const [title, rows] of Object.entries({
  'Round-trip time, median': roundTrips,
  'Jitter, mean of 150 polls': jitters,
  'A new connection, median of 15': setUps,
  'Bandwidth, median of 5 answers of 120 kB': bandwidths,
  'Bandwidth shared by the connections of a client': shares,
  'Loss, 200 polls': losses,
})) {
  process.stdout.write(`\n${title}\n`);
  console.table(rows);
}

/** How long short polls take on one connection, ms; the first `warmUp` are not counted. */
async function poll(agent: Agent, count: number, warmUp = 0): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count + warmUp; index += 1) {
    const { ms } = await get('/streams/main/short-polling?client=bench', agent);
    if (index >= warmUp) times.push(ms);
  }
  agent.destroy();
  return times;
}

/** From the sending of the request to the end of the answer; bytes of its body, beside which the head is nothing. */
function get(path: string, agent: Agent): Promise<{ ms: number; bytes: number }> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const sent = request(`${url}${path}`, { agent }, (response) => {
      let body = 0;
      response.on('data', (chunk) => {
        body += chunk.length;
      });
      response.on('end', () => resolve({ ms: performance.now() - startedAt, bytes: body }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function round(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}

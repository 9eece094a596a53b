import { request } from 'node:http';
import { connect } from 'node:net';
import { createLabServer } from '../../../server/lab-server.ts';
import { world } from '../../../server/world.ts';
import { type Peer, servePeer } from './serve-peer.ts';

const CREATED = 'HTTP/1.1 201';

/**
 * The lab's own server, whole: ledger, limits and all, with its publisher. The argument is how many events its log keeps;
 * it is then full from the beginning.
 */
const keptEvents = Number(process.argv[2] ?? 0);
await servePeer(start());

async function start(): Promise<Peer> {
  const options = { host: '127.0.0.1', allowedOrigins: [], version: 'bench', publisher: { running: false } };
  const logLimits = { maxEvents: keptEvents, maxBytes: 256 * 1024 * 1024 };
  const lab = await createLabServer({ ...options, ...(keptEvents > 0 && { logLimits }) }, world);
  const port = await lab.listen(0);
  await fill(port, keptEvents);
  const patch = (publisher: object) => experiment(port, JSON.stringify({ publisher }));
  return {
    port,
    lastId: keptEvents,
    publish: (ratePerSecond, payloadBytes) => patch({ running: true, ratePerSecond, payloadBytes }),
    async pause() {
      const { cursor } = (await patch({ running: false })).stream;
      return Number(cursor.split('-')[1]);
    },
    end: () => lab.close(),
  };
}

function experiment(port: number, body: string): Promise<{ stream: { cursor: string } }> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length };
    const path = '/api/experiment';
    const asked = request({ host: '127.0.0.1', port, method: 'PATCH', path, headers, agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve(JSON.parse(text));
        else reject(new Error(`PATCH ${path}: ${answer.statusCode} ${text}`));
      });
    });
    asked.on('error', reject).end(body);
  });
}

/** Publishes so many events, one after the other on one connection, without waiting in between. */
async function fill(port: number, count: number): Promise<void> {
  if (count === 0) return;
  const body = JSON.stringify({ data: 'x'.repeat(100) });
  const head = 'POST /streams/main/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n';
  const one = `${head}Content-Length: ${body.length}\r\n\r\n${body}`;
  const socket = connect(port, '127.0.0.1');
  socket.write(one.repeat(count));
  let answers = 0;
  // A status line may come in two pieces.
  let rest = '';
  for await (const chunk of socket) {
    const text = rest + (chunk as Buffer).toString('latin1');
    answers += text.split(CREATED).length - 1;
    rest = text.slice(1 - CREATED.length);
    if (answers >= count) break;
  }
}

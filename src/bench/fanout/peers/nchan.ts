import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NGINX } from './missing-part.ts';
import { nchanConfig } from './nchan-config.ts';
import { childrenOf, usageOf } from './proc.ts';
import { type Peer, publishTo, type SampleEvent, servePeer } from './serve-peer.ts';

/**
 * nginx with Nchan. This process only publishes, on one kept connection; the figures are those of nginx's master and
 * its worker.
 */
await servePeer(start());

async function start(): Promise<Peer> {
  const directory = mkdtempSync(join(tmpdir(), 'nchan-'));
  const port = await freePort();
  const config = join(directory, 'nginx.conf');
  writeFileSync(config, nchanConfig(directory, port, userInfo().username));
  const args = ['-p', directory, '-c', config, '-e', join(directory, 'error.log')];
  // Detached, so that Ctrl-C reaches the run alone, which ends its own in order.
  const nginx = spawn(NGINX, args, { stdio: 'ignore', detached: true });
  process.once('exit', () => {
    nginx.kill('SIGTERM');
    rmSync(directory, { recursive: true, force: true });
  });
  const publisher = await connected(port, nginx, directory);
  const pids = [nginx.pid ?? 0, ...childrenOf(nginx.pid ?? 0)];
  const publishing = publishTo(postTo(publisher));
  return {
    port,
    ...publishing,
    usage: () => usageOf(pids),
    async end() {
      publisher.destroy();
      nginx.kill('SIGTERM');
      await once(nginx, 'exit');
    },
  };
}

/** Posts one event after the other, each once the one before was answered, as HTTP clients do that keep the order. */
function postTo(socket: Socket): (event: SampleEvent) => void {
  const waiting: string[] = [];
  let isAsking = false;
  const postNext = () => {
    const text = waiting.shift();
    isAsking = text !== undefined;
    if (text === undefined) return;
    const head = `POST /publish HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n`;
    socket.write(head + text);
  };
  // An answer is far smaller than what arrives in one piece.
  socket.on('data', (answer) => {
    const status = answer.toString('latin1', 9, 12);
    if (!/^20[012]$/.test(status)) throw new Error(`Nchan refused an event: ${status}`);
    postNext();
  });
  return (event) => {
    waiting.push(JSON.stringify(event));
    if (!isAsking) postNext();
  };
}

/** Once nginx takes connections. */
async function connected(port: number, nginx: ChildProcess, directory: string): Promise<Socket> {
  for (let attempt = 0; attempt < 250 && nginx.exitCode === null; attempt += 1) {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    if (isOpen && childrenOf(nginx.pid ?? 0).length > 0) return socket;
    socket.destroy();
    await sleep(20);
  }
  throw new Error(`nginx did not start: ${readFileSync(join(directory, 'error.log'), 'utf8')}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

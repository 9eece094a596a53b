import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import type { Swarm } from '../src/protocol/swarm.ts';
import { BIN, eventually, expect, runNode, type ServerProcess, test } from './built-server.ts';

const HOLD = { kind: 'hold', clients: { sse: 5, websocket: 5 }, seconds: 60 };

test.describe('a swarm in a process of its own', () => {
  test('starts, is stopped midway, and leaves no process', async ({ server }) => {
    await post(server, HOLD);
    expect(childrenOf(server)).toHaveLength(1);
    await eventually(async () => (await latest(server))?.transports.sse?.connected).toBe(5);
    await fetch(`${server.url}/api/swarm`, { method: 'DELETE' });
    expect(await latest(server)).toMatchObject({ state: 'ended', outcome: 'stopped' });
    expect(childrenOf(server)).toEqual([]);
  });

  test('ends by itself, and leaves no process', async ({ server }) => {
    await post(server, { ...HOLD, seconds: 1, reader: 'lean' });
    await eventually(async () => (await latest(server))?.outcome).toBe('done');
    await eventually(() => childrenOf(server)).toEqual([]);
  });

  test('whose process is killed has failed, with why', async ({ server }) => {
    await post(server, HOLD);
    for (const pid of childrenOf(server)) process.kill(pid, 'SIGKILL');
    await eventually(async () => (await latest(server))?.outcome).toBe('failed');
    expect((await latest(server))?.why).toContain('SIGKILL');
  });

  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    test(`ends with a server that is ended by ${signal}`, async ({ server }) => {
      await post(server, HOLD);
      const [pid] = childrenOf(server);
      server.process.kill(signal);
      await server.exit;
      await eventually(() => isAlive(pid ?? 0)).toBe(false);
    });
  }
});

test.describe('transport-lab swarm', () => {
  test('tells what came of it', async ({ server }) => {
    const args = ['swarm', '--url', server.url, '--sse', '3', '--seconds', '1', '--json'];
    const { stdout, stderr } = await runNode([BIN, ...args]);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'done', transports: { sse: { connected: 3, missing: 0 } } });
  });

  test('is stopped in order by Ctrl-C', async ({ server }) => {
    const child = spawn(process.execPath, [BIN, 'swarm', '--url', server.url, '--sse', '3', '--seconds', '60']);
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    await eventually(() => said).toContain('sse 3/3');
    child.kill('SIGINT');
    const [, signal] = await once(child, 'close');
    expect(signal).toBeNull();
    expect(said).toContain('Outcome: stopped');
  });

  for (const [args, says] of [
    [[], /needs --url; start a server with `transport-lab`/],
    [['--url', 'http://127.0.0.1:9'], /http:\/\/127\.0\.0\.1:9/],
    [['--url', 'http://127.0.0.1:4400', '--sse', '20000'], /--sse: must be a whole number from 0 to 10000/],
  ] as const) {
    test(`refuses ${args.join(' ') || 'to guess where the server is'} in one line`, async () => {
      const { code, stdout, stderr } = await runNode([BIN, 'swarm', ...args]);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/^transport-lab: .+\n$/);
      expect(stderr).toMatch(says);
    });
  }
});

async function post({ url }: ServerProcess, plan: unknown): Promise<void> {
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(`${url}/api/swarm`, { method: 'POST', headers, body: JSON.stringify(plan) });
  expect(answer.status).toBe(201);
}

async function latest({ url }: ServerProcess): Promise<Swarm | null> {
  return ((await (await fetch(`${url}/api/swarm`)).json()) as { swarm: Swarm | null }).swarm;
}

/** The processes that a server has started; Linux lists them here. */
function childrenOf({ process: { pid } }: ServerProcess): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => parentOf(candidate) === pid);
}

function parentOf(pid: number): number | undefined {
  try {
    // After the name, which may hold anything, come the state and the parent.
    const [, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return Number(parent);
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  return parentOf(pid) !== undefined;
}

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BIN, expect, runNode, startBuilt, test } from './built-server.ts';

test.describe('the command line', () => {
  test('tells what there is', async () => {
    const help = await runNode([BIN, '--help']);
    expect(help.code).toBe(0);
    for (const flag of ['--port', '--host', '--open', '--allow-origin', '--help', '--version']) {
      expect(help.stdout).toContain(flag);
    }
    const version = await runNode([BIN, '--version']);
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  for (const [args, says] of [
    [['--prot', '1'], /--prot/],
    [['--port', 'soon'], /--port soon: must be a number from 0 to 65535/],
    [['--port', '65536'], /0 to 65535/],
    [['--port'], /--port/],
    [['stray'], /stray/],
    [['--allow-origin', 'example.org'], /must be an origin/],
    [['--host', '192.0.2.1', '--port', '0'], /--host 192\.0\.2\.1/],
  ] as const) {
    test(`refuses ${args.join(' ')} in one line`, async () => {
      const { code, stderr, stdout } = await runNode([BIN, ...args]);
      expect(code).toBe(1);
      expect(stdout).toBe('');
      expect(stderr).toMatch(/^transport-lab: .+\n$/);
      expect(stderr).toMatch(says);
    });
  }

  test('refuses a port in use in one line', async ({ server }) => {
    const { port } = new URL(server.url);
    const { code, stderr } = await runNode([BIN, '--port', port]);
    expect(code).toBe(1);
    expect(stderr).toBe(`transport-lab: port ${port} on 127.0.0.1 is in use; choose another one with --port\n`);
  });

  test('refuses an old Node in one line', async () => {
    const pretend = `Object.defineProperty(process.versions, 'node', { value: '18.20.0' }); import(${JSON.stringify(BIN)});`;
    const { code, stderr } = await runNode(['--eval', pretend]);
    expect(code).toBe(1);
    expect(stderr).toBe('transport-lab: needs Node 20.19 or newer, this is 18.20.0\n');
  });
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal} ends the server cleanly while streams and polls are held`, async ({ startServer }) => {
    const server = await startServer();
    const stream = await fetch(`${server.url}/streams/quiet/sse`);
    const held = fetch(`${server.url}/streams/quiet/long-polling?wait=60`);
    await fetch(`${server.url}/healthz`);
    server.process.kill(signal);
    expect(await stream.text()).toContain('event: close\ndata: {"reason":"server-ending"}');
    expect((await held).status).toBe(204);
    // Code 0 and no output on stderr: it ended by itself, because nothing was left to wait for.
    expect(await server.exit).toMatchObject({ code: 0, stderr: '' });
  });
}

test('the package can be installed and run elsewhere', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'transport-lab-'));
  try {
    const npm = (...args: string[]) =>
      execFileSync('npm', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const repository = join(BIN, '../../..');
    const [{ filename }] = JSON.parse(npm('pack', repository, '--ignore-scripts', '--json')) as [{ filename: string }];
    npm('init', '--yes');
    npm('install', '--prefer-offline', '--no-audit', '--no-fund', `./${filename}`);
    const server = await startBuilt(['--port', '0'], join(folder, 'node_modules/transport-lab/dist/server/bin.js'));
    const page = await (await fetch(server.url)).text();
    server.process.kill('SIGTERM');
    expect(page).toContain('<title>Transport Lab');
    expect((await server.exit).code).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { test as base, expect } from '@playwright/test';

export const BIN = fileURLToPath(new URL('../dist/server/bin.js', import.meta.url));

export type Exit = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** The built server as a process of its own. */
export type ServerProcess = {
  readonly url: string;
  readonly process: ChildProcess;
  /** What came of it, once it is over. */
  readonly exit: Promise<Exit>;
};

/** Runs Node until it ends. */
export function runNode(args: readonly string[]): Promise<Exit> {
  return watch(spawn(process.execPath, args)).exit;
}

/** Starts the built server on a free port (or as `args` say) and waits until it tells its address. */
export async function startBuilt(args: readonly string[] = ['--port', '0'], bin = BIN): Promise<ServerProcess> {
  const child = spawn(process.execPath, [bin, ...args]);
  const { exit, firstLine } = watch(child);
  const line = await Promise.race([firstLine, exit.then(({ stderr }) => stderr)]);
  const url = /http:\S+/.exec(line)?.[0];
  if (!url) throw new Error(`the server did not start: ${line}`);
  return { url, process: child, exit };
}

type Fixtures = {
  /** Starts a further server, which ends with the test. */
  readonly startServer: (args?: readonly string[]) => Promise<ServerProcess>;
  readonly server: ServerProcess;
  readonly baseURL: string;
};

/** Each test gets a server of its own, so that none sees what another published or set. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are needed from the pattern.
  startServer: async ({}, use) => {
    const started: ServerProcess[] = [];
    await use(async (args) => {
      const server = await startBuilt(args);
      started.push(server);
      return server;
    });
    for (const { process } of started) process.kill('SIGTERM');
    await Promise.all(started.map(({ exit }) => exit));
  },
  server: async ({ startServer }, use) => use(await startServer()),
  baseURL: ({ server }, use) => use(server.url),
});

export { expect } from '@playwright/test';

/** Asks ten times a second, for most of what is waited for comes at once. */
export const eventually = <T>(ask: () => T | Promise<T>) => expect.poll(ask, { intervals: [100] });

function watch(child: ChildProcess): { exit: Promise<Exit>; firstLine: Promise<string> } {
  let stdout = '';
  let stderr = '';
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const firstLine = new Promise<string>((resolve) => {
    child.stdout?.on('data', (chunk) => {
      stdout += chunk;
      if (stdout.includes('\n')) resolve(stdout);
    });
  });
  const exit = once(child, 'close').then(([code]) => ({ code, stdout, stderr }));
  return { exit, firstLine };
}

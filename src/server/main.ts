import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Page } from './app.ts';
import { createLabServer, type LabServer } from './lab-server.ts';
import { type CliOptions, HELP, parseCli } from './options.ts';
import { builtPage } from './page.ts';
import { world } from './world.ts';

/** The composition root: command line, process, world. */
export async function main(args: readonly string[], page: Page = builtPage): Promise<void> {
  const request = parseCli(args);
  switch (request.kind) {
    case 'help':
      return print(HELP);
    case 'version':
      return print(readVersion());
    case 'refused':
      return fail(request.why);
    case 'serve':
      return serve(request.options, page);
  }
}

async function serve({ port, host, open, allowedOrigins }: CliOptions, page: Page): Promise<void> {
  const lab = await createLabServer({ host, allowedOrigins, version: readVersion(), page }, world);
  endOnSignals(lab);
  try {
    const address = `http://${host.includes(':') ? `[${host}]` : host}:${await lab.listen(port)}`;
    print(`Transport Lab ${readVersion()} runs at ${address}`);
    if (open) openBrowser(address);
  } catch (error) {
    await lab.close();
    fail(explainListenError(error as NodeJS.ErrnoException, port, host));
  }
}

/** The second signal ends the process at once, as it would without us. */
function endOnSignals(lab: LabServer): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => lab.close());
}

function explainListenError({ code, message }: NodeJS.ErrnoException, port: number, host: string): string {
  if (code === 'EADDRINUSE') return `port ${port} on ${host} is in use; choose another one with --port`;
  if (code === 'EACCES') return `port ${port} on ${host} needs more rights; choose one above 1023 with --port`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `--host ${host}: this machine has no such address`;
  return message;
}

function openBrowser(address: string): void {
  const [command, ...args] = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[process.platform as string] ?? [
    'xdg-open',
  ];
  const browser = spawn(command as string, [...args, address], { stdio: 'ignore', detached: true });
  browser.on('error', () => print(`No browser could be opened here: go to ${address}`));
  browser.unref();
}

function readVersion(): string {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(why: string): void {
  process.stderr.write(`transport-lab: ${why}\n`);
  process.exitCode = 1;
}

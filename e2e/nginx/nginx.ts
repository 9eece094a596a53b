import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackage } from '../debian.ts';

const USUAL_PLACES = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/local/bin/nginx', '/opt/homebrew/bin/nginx'];

export type Nginx = { readonly url: string; readonly port: number; close(): Promise<void> };

/** The nginx that the tests start: an installed one, or Debian's, which is installed now. */
export function findOrInstallNginx(): string {
  const found = find();
  if (found) return found;
  process.stderr.write('No nginx was found here: installing one for the tests.\n');
  try {
    installPackage('nginx', 'nginx');
  } catch {
    // Said below.
  }
  const installed = find();
  if (installed) return installed;
  throw new Error('No nginx could be installed: install one, and name it in the environment variable NGINX.');
}

/**
 * Starts an nginx of the test's own: on a free port, in the foreground, with all that it writes in a temporary folder.
 * `httpConfig` gives what stands in `http {}` for the port that is to be listened on.
 */
export async function startNginx(httpConfig: (port: number) => string): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'transport-lab-nginx-'));
  const port = await freePort();
  writeFileSync(join(folder, 'nginx.conf'), around(httpConfig(port)));
  const child = spawn(findOrInstallNginx(), ['-e', 'stderr', '-p', folder, '-c', join(folder, 'nginx.conf')]);
  const exit = once(child, 'close');
  const close = async () => {
    child.kill('SIGTERM');
    await exit;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await listening(child);
  } catch (error) {
    await close();
    throw error;
  }
  return { url: `http://127.0.0.1:${port}`, port, close };
}

function find(): string | undefined {
  return [process.env.NGINX, ...USUAL_PLACES].find((path) => path && existsSync(path));
}

/** Whatever the machine's own nginx is set to plays no part. */
function around(httpConfig: string): string {
  return `
daemon off;
master_process off;
pid nginx.pid;
error_log stderr notice;
events {}
http {
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  scgi_temp_path scgi;
  uwsgi_temp_path uwsgi;
${httpConfig}
}
`;
}

/** nginx tells its version once its sockets listen. Rejects with what it said when it ends instead. */
function listening({ stderr }: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    stderr?.on('data', (chunk) => {
      said += chunk;
      if (/\[notice\].* nginx\/\d/.test(said)) resolve();
    });
    stderr?.on('close', () => reject(new Error(`nginx did not start: ${said}`)));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

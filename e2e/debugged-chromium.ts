import { createServer } from 'node:net';
import { type Browser, chromium } from '@playwright/test';
import { CHROMIUM_FLAGS, findOrInstallChromium } from './chromium.ts';

/** A browser that others than Playwright can talk to, by the DevTools protocol on this port. */
export async function launchDebugged(args: readonly string[] = []): Promise<{ browser: Browser; port: number }> {
  const port = await freePort();
  const browser = await chromium.launch({
    executablePath: findOrInstallChromium(),
    args: [...CHROMIUM_FLAGS, ...args, `--remote-debugging-port=${port}`],
  });
  return { browser, port };
}

/** The browser's own choice of a port is told to nobody whom we can ask. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

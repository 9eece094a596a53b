import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { installPackage } from './debian.ts';

/** Where Chromium and Chrome are on the systems that people have. */
const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The browser that the tests drive: Playwright's own, an installed one, or one that is installed now. */
export function findOrInstallChromium(): string {
  return find() ?? install();
}

/**
 * A test browser has nothing to ask of the internet, and on a machine without one would try for long.
 * Root, as in most containers, cannot use Chromium's sandbox.
 */
export const CHROMIUM_FLAGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

function find(): string | undefined {
  return [process.env.CHROMIUM, chromium.executablePath(), ...USUAL_PLACES].find((path) => path && existsSync(path));
}

/** Debian's package first: it is complete with its libraries, which Playwright's download is not. */
function install(): string {
  process.stderr.write('No Chromium was found here: installing one for the browser tests.\n');
  const attempts = [
    () => installPackage('chromium'),
    () => execFileSync('npx', ['playwright', 'install', 'chromium'], { stdio: ['ignore', 2, 2] }),
  ];
  for (const attempt of attempts) {
    try {
      attempt();
    } catch {
      continue;
    }
    const path = find();
    if (path) return path;
  }
  throw new Error('No Chromium could be installed: install one, and name it in the environment variable CHROMIUM.');
}

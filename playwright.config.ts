import { defineConfig } from '@playwright/test';
import { CHROMIUM_FLAGS, findOrInstallChromium } from './e2e/chromium.ts';

export default defineConfig({
  testDir: 'e2e',
  projects: [
    { name: 'tests', testMatch: '*.spec.ts' },
    { name: 'bench', testMatch: '*.bench.ts' },
  ],
  fullyParallel: true,
  workers: 2,
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list']],
  // For machines that are busy: what is waited for comes in less, or never.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  use: {
    viewport: { width: 1440, height: 1000 },
    launchOptions: { executablePath: findOrInstallChromium(), args: CHROMIUM_FLAGS },
    // No trace: it films every page, which on two cores is a fifth of the time. `--trace on` brings it for one test.
    screenshot: 'only-on-failure',
  },
});

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
  timeout: 30_000,
  use: {
    viewport: { width: 1440, height: 1000 },
    launchOptions: { executablePath: findOrInstallChromium(), args: CHROMIUM_FLAGS },
    trace: 'retain-on-failure',
  },
});

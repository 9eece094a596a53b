import type { LabOptions } from '../../src/server/lab-server.ts';
import { startServer, type TestServer } from '../../src/testing/lab-server.ts';
import { test as base } from '../built-server.ts';
import type { Front } from './front.ts';
import { findOrInstallNginx, startNginx } from './nginx.ts';

// While the tests are collected, so that no two workers install at the same time.
findOrInstallNginx();

type Fixtures = {
  /** Called after the test, the last one first. */
  readonly ends: (() => Promise<unknown>)[];
  /** Starts a lab in this process, with its publisher paused. */
  readonly startLab: (options?: Partial<LabOptions>) => Promise<TestServer>;
  readonly startFront: (httpConfig: (port: number) => string) => Promise<Front>;
};

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are needed from the pattern.
  ends: async ({}, use) => {
    const ends: (() => Promise<unknown>)[] = [];
    await use(ends);
    for (const end of ends.reverse()) await end();
  },
  startLab: ({ ends }, use) =>
    use(async (options) => {
      const lab = await startServer(options);
      ends.push(lab.close);
      return lab;
    }),
  startFront: ({ ends }, use) =>
    use(async (httpConfig) => {
      const front = await startNginx(httpConfig);
      ends.push(front.close);
      return front;
    }),
});

export { expect } from '@playwright/test';

import { fork } from 'node:child_process';
import { performance as clock, monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { World } from './lab-server.ts';
import type { DelayWatch, ProcessReadings } from './load.ts';
import type { SwarmChild } from './swarm-process.ts';

let openFiles: number | null | undefined;
let collectGarbage: (() => void) | undefined;

const readings: ProcessReadings = {
  cpu() {
    const { user, system } = process.cpuUsage();
    return { userMs: user / 1_000, systemMs: system / 1_000 };
  },
  eventLoop() {
    const { active, idle } = clock.eventLoopUtilization();
    return { busyMs: active, idleMs: idle };
  },
  memory() {
    const { rss, heapUsed, external } = process.memoryUsage();
    return { rssBytes: rss, heapUsedBytes: heapUsed, externalBytes: external };
  },
  watchDelay,
  openFiles() {
    openFiles ??= readOpenFiles();
    return openFiles;
  },
  collectGarbage() {
    collectGarbage ??= exposeGarbageCollector();
    collectGarbage();
  },
};

/** The process's own clock, chance, timers and figures. */
export const world: World = {
  now: () => performance.timeOrigin + performance.now(),
  random: () => Math.random(),
  setTimer(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
  process: readings,
  startSwarmProcess,
};

const RESOLUTION_MS = 10;

/** The histogram holds the time between two ticks of a timer, so what it was set to is taken off. */
function watchDelay(): DelayWatch {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
  return {
    take() {
      const delay = {
        p50: late(histogram.percentile(50)),
        p99: late(histogram.percentile(99)),
        max: histogram.count > 0 ? late(histogram.max) : 0,
      };
      histogram.reset();
      return delay;
    },
    stop: () => histogram.disable(),
  };
}

/** Asked once: the report takes milliseconds. With the network it would look up the name of every peer. */
function readOpenFiles(): number | null {
  const { report } = process as { report?: NodeJS.ProcessReport & { excludeNetwork?: boolean } };
  if (!report) return null;
  report.excludeNetwork = true;
  const { userLimits } = report.getReport() as { userLimits?: { open_files?: { soft: number | string } } };
  const soft = userLimits?.open_files?.soft;
  return typeof soft === 'number' ? soft : null;
}

/** Without a flag at the start there is no other way to it. */
function exposeGarbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

/** The swarm is run by the client half, which the server does not import: it starts it as a process. */
function startSwarmProcess(): SwarmChild {
  const child = fork(fileURLToPath(new URL('../lab/swarm/process.js', import.meta.url)), [], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let words = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    words = (words + chunk).slice(-MAX_WORDS);
  });
  return {
    send: (order) => {
      if (child.connected) child.send(order, () => {});
    },
    onNews: (listener) => child.on('message', listener),
    onceEnded(listener) {
      let told = false;
      const end = (why: string) => {
        if (!told) listener(why);
        told = true;
      };
      child.once('error', ({ message }) => end(message));
      child.once('close', (code, signal) => end(lastWords(words) ?? (signal ? `signal ${signal}` : `code ${code}`)));
    },
    kill: () => child.kill('SIGKILL'),
  };
}

const MAX_WORDS = 4_000;

/** Of what a process that fails writes, the line that names the error. */
function lastWords(words: string): string | undefined {
  const lines = words.split('\n').filter((line) => line.trim() !== '');
  return lines.find((line) => /^\w*Error\b/.test(line)) ?? lines.at(-1);
}

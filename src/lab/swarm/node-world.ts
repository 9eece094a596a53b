import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { nodePlatform } from '../../client/platform-node.ts';
import type { DelayWatch, SwarmWorld } from './swarm-world.ts';

/** This process. */
export const nodeWorld: SwarmWorld = {
  platform: nodePlatform,
  cpuMs() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  },
  watchDelay,
  get limits() {
    return { openFiles: readOpenFiles(), ports: readPorts() };
  },
};

const RESOLUTION_MS = 10;

/** The histogram holds the time between two ticks of a timer, so what it was set to is taken off. */
function watchDelay(): DelayWatch {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  return {
    takeMaxMs() {
      const lateMs = histogram.count > 0 ? Math.max(0, histogram.max / 1e6 - RESOLUTION_MS) : 0;
      histogram.reset();
      return lateMs;
    },
    stop: () => histogram.disable(),
  };
}

function readOpenFiles(): number | null {
  const { report } = process as { report?: NodeJS.ProcessReport & { excludeNetwork?: boolean } };
  if (!report) return null;
  report.excludeNetwork = true;
  const { userLimits } = report.getReport() as { userLimits?: { open_files?: { soft: number | string } } };
  const soft = userLimits?.open_files?.soft;
  return typeof soft === 'number' ? soft : null;
}

/** Linux tells it here; elsewhere it is not known. */
function readPorts(): number | null {
  try {
    const [first, last] = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8')
      .trim()
      .split(/\s+/)
      .map(Number);
    return first !== undefined && last !== undefined ? last - first + 1 : null;
  } catch {
    return null;
  }
}

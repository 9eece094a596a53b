import { readdirSync, readFileSync } from 'node:fs';
import type { Usage } from '../messages.ts';

/** `/proc` counts CPU time in hundredths of a second, whatever the kernel was built with (proc(5)). */
const TICK_MICROSECONDS = 10_000;

/** What processes that are not ours to ask have used, all together; Linux only. */
export function usageOf(pids: readonly number[]): Usage {
  let cpuMicroseconds = 0;
  let rssBytes = 0;
  for (const pid of pids) {
    const [user, system] = statOf(pid).slice(11, 13).map(Number) as [number, number];
    cpuMicroseconds += (user + system) * TICK_MICROSECONDS;
    rssBytes += Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1_024;
  }
  return { cpuMicroseconds, rssBytes, heldBytes: null };
}

/** The processes that a process has started. */
export function childrenOf(pid: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((each) => {
    try {
      return Number(statOf(each)[1]) === pid;
    } catch {
      // It ended meanwhile.
      return false;
    }
  });
}

/** The fields after the name, which may hold spaces: state, parent, ... */
function statOf(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

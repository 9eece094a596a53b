import { readFileSync } from 'node:fs';

/** What a process needs besides the sockets of its clients. */
const RESERVE = 200;

/** The clients that the limit of open files allows; no limit where the system does not tell it so. */
export function clientsThatFit(): number {
  try {
    const soft = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
    return soft === undefined ? Number.POSITIVE_INFINITY : Number(soft) - RESERVE;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

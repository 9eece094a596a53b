import type { Load } from '../../protocol/load.ts';
import type { OwnLimits } from './swarm-world.ts';

/** Files that a process has open for itself, beside connections. */
const OWN_FILES = 100;

/** Connections of the server that are left to the page and to the swarm's own questions. */
const OTHER_CONNECTIONS = 50;

/** Why so many clients cannot be, with what to change; undefined when they can. */
export function findTooLow(
  clients: number,
  own: OwnLimits,
  { limits, transports }: Pick<Load, 'limits' | 'transports'>,
): string | undefined {
  const open = Object.values(transports).reduce((sum, account) => sum + account.open, 0);
  const files = clients + OWN_FILES;
  if (own.openFiles !== null && own.openFiles < files) {
    return `${count(clients)} need ${files} open files, and the process of the swarm may have ${own.openFiles}: ${RAISE(files)}`;
  }
  if (limits.openFiles !== null && limits.openFiles < files + open) {
    return `${count(clients)} need ${files + open} open files, and the server may have ${limits.openFiles}: ${RAISE(files + open)}`;
  }
  if (own.ports !== null && own.ports < clients) {
    return (
      `${count(clients)} need as many local ports, and this machine has ${own.ports} for one address: ` +
      'widen them with `sysctl net.ipv4.ip_local_port_range="10000 65000"`'
    );
  }
  const free = limits.connections - open - OTHER_CONNECTIONS;
  if (free < clients) {
    return (
      `${count(clients)} are more than the server takes: it takes ${limits.connections} connections at once, ` +
      `of which ${Math.max(0, free)} are free; ask for fewer`
    );
  }
  return undefined;
}

const count = (clients: number) => (clients === 1 ? '1 client' : `${clients} clients`);

/** The limit is inherited by what is started from a shell. */
const RAISE = (files: number) =>
  `raise it with \`ulimit -n ${Math.ceil((files + OWN_FILES) / 1_000) * 1_000}\` in the shell that starts it, and start it again`;

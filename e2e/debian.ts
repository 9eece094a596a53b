import { execFileSync } from 'node:child_process';

/** Gives the machine's administrator a program to run; `sudo` only where it asks for no password. */
const AS_ROOT = process.getuid?.() === 0 ? [] : ['sudo', '--non-interactive'];

/**
 * Installs one of Debian's packages. Throws where there is no apt-get, and where it may not be used.
 *
 * Debian starts a server's service as soon as it is installed, and again with the machine. A test wants the program
 * only: while apt-get runs, `policy-rc.d` forbids the start, and `service` is not started later either.
 */
export function installPackage(name: string, service = ''): void {
  const [command = '', ...args] = [...AS_ROOT, 'sh', '-euc', SCRIPT, 'sh', name, service];
  execFileSync(command, args, { stdio: ['ignore', 2, 2] });
}

/** https://people.debian.org/~hmh/invokerc.d-policyrc.d-specification.txt: 101 says that an action is not allowed. */
const SCRIPT = `
policy=/usr/sbin/policy-rc.d
if [ -n "$2" ] && [ ! -e $policy ]; then
  trap 'rm -f $policy' EXIT
  printf '#!/bin/sh\\nexit 101\\n' > $policy
  chmod 755 $policy
fi
apt-get update --quiet
DEBIAN_FRONTEND=noninteractive apt-get install --quiet --yes --no-install-recommends "$1"
if [ -n "$2" ] && command -v systemctl > /dev/null; then systemctl disable "$2" || true; fi
`;

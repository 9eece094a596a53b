import type { IncomingMessage } from 'node:http';
import { ProblemError } from './problems.ts';

/** Refuses what would load the machine when it comes from another one: a lab on all addresses is open to everybody. */
export async function fromThisMachine({ raw }: { readonly raw: Pick<IncomingMessage, 'socket'> }): Promise<void> {
  const { remoteAddress, localAddress } = raw.socket;
  if (isThisMachine(remoteAddress, localAddress)) return;
  throw new ProblemError(403, 'Only the machine that the server runs on may ask for this: it would load that machine');
}

/** What reaches an address of the machine from that same address comes from the machine itself. */
export function isThisMachine(remote: string | undefined, local: string | undefined): boolean {
  if (remote === undefined) return false;
  const address = remote.replace(/^::ffff:/i, '');
  return address === '::1' || /^127\.\d+\.\d+\.\d+$/.test(address) || remote === local;
}

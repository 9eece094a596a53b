import type { Swarm } from '../../protocol/swarm.ts';
import { createControl } from './control.ts';
import { nodeWorld } from './node-world.ts';
import { parseSwarmArgs, SWARM_HELP, type SwarmOptions } from './options.ts';
import { liveLine, summary } from './print.ts';
import { LimitError, prepare, startSwarm } from './swarm.ts';

/** The composition root of a swarm that is started from the command line. */
export async function main(args: readonly string[]): Promise<void> {
  const request = parseSwarmArgs(args);
  switch (request.kind) {
    case 'help':
      return print(SWARM_HELP);
    case 'refused':
      return fail(request.why);
    case 'run':
      return run(request.options);
  }
}

async function run({ url, plan, json }: SwarmOptions): Promise<void> {
  const control = createControl(url, nodeWorld.platform);
  try {
    await prepare(plan, nodeWorld, control);
  } catch (error) {
    return fail(explain(error, url));
  }
  let toldAt = nodeWorld.platform.now();
  const swarm = startSwarm({
    ...{ plan, number: 1, url, control, world: nodeWorld },
    tell(report) {
      const now = nodeWorld.platform.now();
      if (json || now - toldAt < 1_000) return;
      toldAt = now;
      print(liveLine(report));
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, swarm.stop);
  const end = await swarm.over;
  const text = json ? JSON.stringify(end, undefined, 2) : `\n${summary(end)}`;
  // Connections that `fetch` keeps for later would keep the process for seconds.
  process.stdout.write(`${text}\n`, () => process.exit(isGood(end) ? 0 : 1));
}

/** Whoever stops it in order did not make it worse. */
function isGood({ outcome, doubts, transports, points }: Swarm): boolean {
  const missing = [...Object.values(transports), ...points].some((part) => part.missing > 0);
  return outcome !== 'failed' && !missing && doubts.length === 0;
}

function explain(error: unknown, url: string): string {
  if (error instanceof LimitError) return error.message;
  const { message, cause } = error as Error & { cause?: { code?: string } };
  if (cause?.code === 'ECONNREFUSED') return `there is no server at ${url}; start one with \`transport-lab\``;
  return `${url}: ${cause?.code ?? message}`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(why: string): void {
  process.stderr.write(`transport-lab: ${why}\n`);
  process.exitCode = 1;
}

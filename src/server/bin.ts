#!/usr/bin/env node
// Nothing is imported statically: on an old Node an import would fail before this could say why.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`transport-lab: needs Node 20.19 or newer, this is ${process.versions.node}\n`);
  process.exitCode = 1;
} else {
  const [command, ...args] = process.argv.slice(2);
  // The client half, which the server does not import, has a command of its own.
  // biome-ignore lint/style/noRestrictedImports: this is where the two meet.
  if (command === 'swarm') await (await import('../lab/swarm/main.ts')).main(args);
  else await (await import('./main.ts')).main(process.argv.slice(2));
}

import { createSwarmHost } from './host.ts';
import { nodeWorld } from './node-world.ts';

/** The composition root of a swarm that a server started: orders come from there, and reports go there. */
const host = createSwarmHost(nodeWorld, (news) => process.send?.(news));

process.on('message', host.handle);
// What is pressed in the server's terminal goes to both: the server decides what becomes of its swarm.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());
host.over.then(() => process.disconnect());

import type { DialectName } from '../messages.ts';

/** A server that is measured: its module runs in a process of its own. */
export type PeerSpec = {
  readonly name: string;
  readonly module: string;
  readonly dialect: DialectName;
  /** What it is, for whoever reads the table. */
  readonly title: string;
};

export const PEERS: readonly PeerSpec[] = [
  { name: 'floor', module: 'floor', dialect: 'plain', title: 'a loop of `socket.write`' },
  { name: 'ws', module: 'ws', dialect: 'websocket', title: '`ws`, broadcast' },
  { name: 'sse', module: 'sse', dialect: 'sse', title: 'Node, bare SSE' },
  { name: 'socket.io', module: 'socket-io', dialect: 'socket.io', title: 'Socket.IO' },
  { name: 'better-sse', module: 'better-sse', dialect: 'sse', title: 'better-sse' },
  { name: 'nchan-websocket', module: 'nchan', dialect: 'nchan-websocket', title: 'Nchan, WebSocket' },
  { name: 'nchan-sse', module: 'nchan', dialect: 'nchan-sse', title: 'Nchan, SSE' },
  { name: 'lab-websocket', module: 'lab', dialect: 'lab-websocket', title: 'lab, WebSocket' },
  { name: 'lab-sse', module: 'lab', dialect: 'lab-sse', title: 'lab, SSE' },
  { name: 'lab-long-polling', module: 'lab', dialect: 'lab-long-polling', title: 'lab, long polling' },
  { name: 'lab-short-polling', module: 'lab', dialect: 'lab-short-polling', title: 'lab, short polling' },
];

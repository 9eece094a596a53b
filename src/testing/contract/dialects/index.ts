import type { Transport } from '../../../protocol/transports.ts';
import type { Dialect } from './dialect.ts';
import { longPolling, shortPolling } from './polling.ts';
import { sse } from './sse.ts';
import { websocket } from './websocket.ts';

export const DIALECTS: Readonly<Record<Transport, Dialect>> = {
  'short-polling': shortPolling,
  'long-polling': longPolling,
  sse,
  websocket,
};

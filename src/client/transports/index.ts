import type { Transport } from '../../protocol/transports.ts';
import type { CreateTransport } from '../transport.ts';
import { createLongPolling } from './long-polling.ts';
import { createShortPolling } from './short-polling.ts';
import { createSse } from './sse.ts';
import { createWebSocket } from './websocket.ts';

export const CLIENT_TRANSPORTS: Readonly<Record<Transport, CreateTransport>> = {
  'short-polling': createShortPolling,
  'long-polling': createLongPolling,
  sse: createSse,
  websocket: createWebSocket,
};

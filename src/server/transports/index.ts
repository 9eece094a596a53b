import { longPolling } from './long-polling.ts';
import type { ServerTransport } from './server-transport.ts';
import { shortPolling } from './short-polling.ts';
import { sse } from './sse.ts';
import { websocket } from './websocket.ts';

export const SERVER_TRANSPORTS: readonly ServerTransport[] = [shortPolling, longPolling, sse, websocket];

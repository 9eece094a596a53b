import type { Transport } from '../../protocol/transports.ts';
import { leanLongPolling } from './lean-long-polling.ts';
import { leanShortPolling } from './lean-short-polling.ts';
import { leanSse } from './lean-sse.ts';
import type { LeanTransport } from './lean-transport.ts';
import { leanWebSocket } from './lean-websocket.ts';

export const LEAN_TRANSPORTS: Record<Transport, LeanTransport> = {
  'short-polling': leanShortPolling,
  'long-polling': leanLongPolling,
  sse: leanSse,
  websocket: leanWebSocket,
};

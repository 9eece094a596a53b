import automatic from '../../client/automatic.ts?raw';
import longPollingClient from '../../client/transports/long-polling.ts?raw';
import shortPollingClient from '../../client/transports/short-polling.ts?raw';
import sseClient from '../../client/transports/sse.ts?raw';
import websocketClient from '../../client/transports/websocket.ts?raw';
import { forEachTransport, type Transport } from '../../protocol/transports.ts';
import longPollingServer from '../../server/transports/long-polling.ts?raw';
import shortPollingServer from '../../server/transports/short-polling.ts?raw';
import sseServer from '../../server/transports/sse.ts?raw';
import websocketServer from '../../server/transports/websocket.ts?raw';

/** A file of the build, as text. */
export type SourceFile = { readonly path: string; readonly text: string };

const CLIENT: Record<Transport, string> = {
  'short-polling': shortPollingClient,
  'long-polling': longPollingClient,
  sse: sseClient,
  websocket: websocketClient,
};

const SERVER: Record<Transport, string> = {
  'short-polling': shortPollingServer,
  'long-polling': longPollingServer,
  sse: sseServer,
  websocket: websocketServer,
};

export const CLIENT_FILES: Readonly<Record<Transport, SourceFile>> = forEachTransport((transport) => ({
  path: `src/client/transports/${transport}.ts`,
  text: CLIENT[transport],
}));

export const SERVER_FILES: Readonly<Record<Transport, SourceFile>> = forEachTransport((transport) => ({
  path: `src/server/transports/${transport}.ts`,
  text: SERVER[transport],
}));

export const AUTOMATIC_FILE: SourceFile = { path: 'src/client/automatic.ts', text: automatic };

import { forEachTransport, type Transport } from '../../protocol/transports.ts';

/** One colour per transport everywhere; `dashboard.css` has the values for light and dark. */
export const TRANSPORT_COLORS = forEachTransport((transport) => `var(--transport-${transport})`);

/** `stroke-dasharray` of each transport's line. */
export const TRANSPORT_DASHES: Record<Transport, string> = {
  'short-polling': '2 3',
  'long-polling': '7 3',
  sse: '1 0',
  websocket: '8 3 2 3',
};

/** The transports under comparison, in the order in which they are shown everywhere. */
export const TRANSPORTS = ['short-polling', 'long-polling', 'sse', 'websocket'] as const;

export type Transport = (typeof TRANSPORTS)[number];

/** The name a person reads; also the accessible name of the lane's region and switch. */
export const TRANSPORT_LABELS: Record<Transport, string> = {
  'short-polling': 'Short polling',
  'long-polling': 'Long polling',
  sse: 'Server-Sent Events',
  websocket: 'WebSocket',
};

/** One value for each transport, computed in their shown order. */
export function forEachTransport<T>(make: (transport: Transport) => T): Record<Transport, T> {
  return Object.fromEntries(TRANSPORTS.map((transport) => [transport, make(transport)])) as Record<Transport, T>;
}

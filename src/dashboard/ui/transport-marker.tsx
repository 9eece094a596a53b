import type { Transport } from '../../protocol/transports.ts';
import { TRANSPORT_COLORS } from './transport-style.ts';

/** Shapes of about the same weight, around 0, 0. */
const SHAPES: Record<Transport, string> = {
  'short-polling': 'M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z',
  'long-polling': 'M-4 -4h8v8h-8z',
  sse: 'M0 -5l5 8.5h-10z',
  websocket: 'M0 -5.5l5.5 5.5l-5.5 5.5l-5.5 -5.5z',
};

/** The shape that tells a transport from the others where colours do not. */
export function TransportMarker({ transport, x, y }: { transport: Transport; x: number; y: number }) {
  return (
    <path
      d={SHAPES[transport]}
      transform={`translate(${x} ${y})`}
      fill={TRANSPORT_COLORS[transport]}
      stroke="var(--paper)"
      strokeWidth={1}
    />
  );
}

import type { Transport } from '../../protocol/transports.ts';
import { TransportMarker } from './transport-marker.tsx';
import { TRANSPORT_COLORS, TRANSPORT_DASHES } from './transport-style.ts';

/** A transport's line as it is drawn in the charts, to stand beside its name. */
export function TransportKey({ transport }: { transport: Transport }) {
  return (
    <svg width={28} height={12} viewBox="0 0 28 12" aria-hidden="true" style={{ flex: 'none' }}>
      <line
        x1={0}
        x2={28}
        y1={6}
        y2={6}
        stroke={TRANSPORT_COLORS[transport]}
        strokeWidth={2}
        strokeDasharray={TRANSPORT_DASHES[transport]}
      />
      <TransportMarker transport={transport} x={14} y={6} />
    </svg>
  );
}

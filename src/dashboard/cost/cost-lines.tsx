import { Line } from 'recharts';
import { TRANSPORT_LABELS, TRANSPORTS, type Transport } from '../../protocol/transports.ts';
import { LANE_SHAPES } from '../ui/lane-marker.tsx';
import { LANE_COLORS, LANE_DASHES } from '../ui/lane-style.ts';

/** How a transport's point is shown: not at all, whole, or hollow when it is in doubt. */
export type DotKind = 'none' | 'whole' | 'hollow';

type Dot<Row> = { readonly cx?: number; readonly cy?: number; readonly index: number; readonly payload: Row };

/** A line for each of these transports, of rows that have a value for some. */
export function transportLines<Row>(kindOf: (row: Row, transport: Transport) => DotKind, of = TRANSPORTS) {
  return of.map((transport) => (
    <Line
      key={transport}
      dataKey={transport}
      name={TRANSPORT_LABELS[transport]}
      stroke={LANE_COLORS[transport]}
      strokeDasharray={LANE_DASHES[transport]}
      strokeWidth={2}
      isAnimationActive={false}
      activeDot={false}
      connectNulls
      dot={({ cx, cy, index, payload }: Dot<Row>) => {
        const kind = kindOf(payload, transport);
        if (cx === undefined || cy === undefined || cy === null || kind === 'none') return null;
        return <Marker key={index} transport={transport} x={cx} y={cy} isHollow={kind === 'hollow'} />;
      }}
    />
  ));
}

type MarkerProps = {
  readonly transport: Transport;
  readonly x: number;
  readonly y: number;
  readonly isHollow: boolean;
};

function Marker({ transport, x, y, isHollow }: MarkerProps) {
  const color = LANE_COLORS[transport];
  return (
    <path
      d={LANE_SHAPES[transport]}
      transform={`translate(${x} ${y})`}
      fill={isHollow ? 'var(--paper)' : color}
      stroke={isHollow ? color : 'var(--paper)'}
      strokeWidth={isHollow ? 1.5 : 1}
    />
  );
}

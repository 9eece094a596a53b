import { use, useId } from 'react';
import { Line, LineChart, Tooltip, XAxis, YAxis } from 'recharts';
import { TRANSPORT_LABELS, TRANSPORTS, type Transport } from '../../protocol/transports.ts';
import { type Quantity, quantityText } from '../format.ts';
import { TransportMarker } from '../ui/transport-marker.tsx';
import { TRANSPORT_COLORS, TRANSPORT_DASHES } from '../ui/transport-style.ts';
import { axisWords } from './axis-words.ts';
import type { LinearScale } from './linear-scale.ts';
import type { LogScale } from './log-scale.ts';
import { AXIS, GRID, LINE, PLOT, TOOLTIP, Y_AXIS } from './plot.tsx';
import { StretchPattern, stretchArea } from './stretch-area.tsx';
import { Stretches } from './stretches-context.ts';
import { type TimeRow, WINDOW_MS } from './time-series.ts';

const SECONDS = [-120, -90, -60, -30, 0];

type Props = {
  readonly rows: readonly TimeRow[];
  /** A value with its unit: on the axis and under the pointer. */
  readonly format: (value: number) => Quantity;
  readonly scale: LinearScale | LogScale;
  /** Absent for a linear axis. */
  readonly logarithmic?: true;
};

/** Four lines over the last two minutes, and behind them what is not to be trusted. */
export function TimeChart({ rows, format, scale, logarithmic }: Props) {
  const stretches = use(Stretches);
  const patternId = useId();
  return (
    <LineChart {...PLOT} data={[...rows]}>
      {GRID}
      <StretchPattern id={patternId} />
      {stretches.map((stretch) => stretchArea(stretch, patternId))}
      <XAxis
        {...AXIS}
        dataKey="secondsAgo"
        type="number"
        domain={[-WINDOW_MS / 1000, 0]}
        ticks={SECONDS}
        tickFormatter={secondsWords}
        interval={0}
      />
      <YAxis
        {...Y_AXIS}
        scale={logarithmic ? 'log' : 'linear'}
        domain={[...scale.domain]}
        ticks={scale.ticks}
        interval={0}
        tickFormatter={(value) => axisWords(format(value))}
      />
      <Tooltip
        {...TOOLTIP}
        labelFormatter={(seconds) => secondsWords(Math.round(Number(seconds)))}
        formatter={(value) => quantityText(format(Number(value)))}
      />
      {TRANSPORTS.map((transport) => (
        <Line
          key={transport}
          {...LINE}
          dataKey={transport}
          name={TRANSPORT_LABELS[transport]}
          stroke={TRANSPORT_COLORS[transport]}
          strokeDasharray={TRANSPORT_DASHES[transport]}
          dot={(dot: DotProps) => <Mark key={dot.payload.secondsAgo} transport={transport} dot={dot} />}
        />
      ))}
    </LineChart>
  );
}

type DotProps = { readonly cx?: number; readonly cy?: number; readonly payload: TimeRow };

function Mark({ transport, dot: { cx, cy, payload } }: { transport: Transport; dot: DotProps }) {
  if (cx === undefined || cy === undefined || !payload.marked.includes(transport)) return null;
  return <TransportMarker transport={transport} x={cx} y={cy} />;
}

function secondsWords(seconds: number): string {
  return seconds === 0 ? 'now' : `−${-seconds}\u00a0s`;
}

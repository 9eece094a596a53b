import { memo } from 'react';
import { LineChart, Tooltip, XAxis, YAxis } from 'recharts';
import type { CurvePoint } from '../../protocol/swarm.ts';
import { TRANSPORT_LABELS, TRANSPORTS } from '../../protocol/transports.ts';
import { axisWords } from '../charts/axis-words.ts';
import { DrawnNear } from '../charts/drawn-near.tsx';
import { logScale } from '../charts/log-scale.ts';
import { AXIS, GRID, PLOT, TOOLTIP, Y_AXIS } from '../charts/plot.tsx';
import { formatExactly, quantityText } from '../format.ts';
import { CostFrame } from './cost-frame.tsx';
import { transportLines } from './cost-lines.tsx';
import type { CurveFigure } from './curve-figures.ts';
import { type CurveRow, curveRows, dotOf } from './curve-rows.ts';

type Props = CurveFigure & { readonly points: readonly CurvePoint[] };

/** One figure over the number of clients; both axes are logarithmic, so that a power is a straight line. */
export const CurveChart = memo(function CurveChart({ title, note, read, format, usual, points }: Props) {
  const rows = curveRows(points, read);
  const lanes = TRANSPORTS.filter((transport) => rows.some((row) => row[transport] !== undefined));
  const y = logScale(
    rows.flatMap((row) => TRANSPORTS.map((transport) => row[transport] ?? 0)),
    usual,
  );
  // Of all points, so that the four charts have the same axis.
  const x = logScale(
    points.map(({ clients }) => clients),
    [10, 1_000],
  );
  return (
    <CostFrame
      title={title}
      note={note}
      lanes={lanes}
      of="curve"
      summary={lanes.length === 0 ? undefined : lanes.map((lane) => summaryOf(lane, rows, format)).join('; ')}
      empty="Not measured yet"
    >
      <DrawnNear>
        <LineChart {...PLOT} data={rows}>
          {GRID}
          <XAxis
            {...AXIS}
            dataKey="clients"
            type="number"
            scale="log"
            domain={[...x.domain]}
            ticks={x.ticks.filter((tick) => Number.isInteger(Math.log10(tick)))}
            tickFormatter={(value) => formatExactly(Number(value))}
            interval="preserveStartEnd"
          />
          <YAxis
            {...Y_AXIS}
            scale="log"
            domain={[...y.domain]}
            ticks={[...y.ticks]}
            interval="preserveStartEnd"
            tickFormatter={(value) => axisWords(format(Number(value)))}
          />
          <Tooltip
            {...TOOLTIP}
            labelFormatter={(value) => `${formatExactly(Number(value))} clients`}
            formatter={(value) => quantityText(format(Number(value)))}
          />
          {LINES}
        </LineChart>
      </DrawnNear>
    </CostFrame>
  );
});

const LINES = transportLines<CurveRow>(dotOf);

function summaryOf(lane: (typeof TRANSPORTS)[number], rows: readonly CurveRow[], format: CurveFigure['format']) {
  const values = rows.flatMap((row) => {
    const value = row[lane];
    return value === undefined ? [] : [`${quantityText(format(value))} with ${formatExactly(row.clients)}`];
  });
  return `${TRANSPORT_LABELS[lane]} ${values.join(', ')}`;
}

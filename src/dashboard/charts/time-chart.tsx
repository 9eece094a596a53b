import { use, useId } from 'react';
import { LineChart, Tooltip, XAxis, YAxis } from 'recharts';
import { type Quantity, quantityText } from '../format.ts';
import { axisWords } from './axis-words.ts';
import { DrawnNear } from './drawn-near.tsx';
import { faultMarkLines } from './fault-mark-lines.tsx';
import type { LinearScale } from './linear-scale.ts';
import type { LogScale } from './log-scale.ts';
import { AXIS, GRID, laneLines, PLOT, TOOLTIP, Y_AXIS } from './plot.tsx';
import { StretchPattern, stretchArea } from './stretch-area.tsx';
import { FaultMarks, Stretches } from './time-contexts.ts';
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

/** A line for each lane over the last two minutes, and behind them what is not to be trusted, and the faults. */
export function TimeChart({ rows, format, scale, logarithmic }: Props) {
  const stretches = use(Stretches);
  const faults = use(FaultMarks);
  const patternId = useId();
  return (
    <DrawnNear>
      <LineChart {...PLOT} data={[...rows]}>
        {GRID}
        <StretchPattern id={patternId} />
        {stretches.map((stretch) => stretchArea(stretch, patternId))}
        {faults.flatMap(faultMarkLines)}
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
        {LINES}
      </LineChart>
    </DrawnNear>
  );
}

const LINES = laneLines<TimeRow>(({ marked }, lane) => marked.includes(lane));

function secondsWords(seconds: number): string {
  return seconds === 0 ? 'now' : `−${-seconds}\u00a0s`;
}

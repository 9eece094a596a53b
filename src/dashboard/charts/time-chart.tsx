import { useMemo } from 'react';
import { Tooltip, XAxis, YAxis } from 'recharts';
import type { LaneName } from '../../protocol/lanes.ts';
import { type Quantity, quantityText } from '../format.ts';
import { useSame } from '../ui/use-same.ts';
import { axisWords } from './axis-words.ts';
import { LanePlot } from './lane-plot.tsx';
import type { LinearScale } from './linear-scale.ts';
import type { LogScale } from './log-scale.ts';
import { AXIS, TOOLTIP, Y_AXIS } from './plot.tsx';
import { TimeBackdrop } from './time-backdrop.tsx';
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
export function TimeChart({ rows, format, scale: ends, logarithmic }: Props) {
  const scale = useSame(ends);
  const axes = useMemo(
    () => (
      <>
        {TIME_AXIS}
        <YAxis
          {...Y_AXIS}
          allowDataOverflow
          scale={logarithmic ? 'log' : 'linear'}
          domain={[...scale.domain]}
          ticks={scale.ticks}
          interval={0}
          tickFormatter={(value) => axisWords(format(value))}
        />
      </>
    ),
    [scale, logarithmic, format],
  );
  const tooltip = useMemo(
    () => (
      <Tooltip
        {...TOOLTIP}
        labelFormatter={(seconds) => secondsWords(Math.round(Number(seconds)))}
        formatter={(value) => quantityText(format(Number(value)))}
      />
    ),
    [format],
  );
  return <LanePlot rows={rows} xOf={secondsAgo} isMarked={isMarked} axes={axes} tooltip={tooltip} behind={BACKDROP} />;
}

const BACKDROP = <TimeBackdrop />;

/** Its domain is told and not taken from rows: there are none while nobody points at the chart. */
const TIME_AXIS = (
  <XAxis
    {...AXIS}
    allowDataOverflow
    dataKey="secondsAgo"
    type="number"
    domain={[-WINDOW_MS / 1000, 0]}
    ticks={SECONDS}
    tickFormatter={secondsWords}
    interval={0}
  />
);

const secondsAgo = (row: TimeRow) => row.secondsAgo;

const isMarked = ({ marked }: TimeRow, lane: LaneName) => marked.includes(lane);

function secondsWords(seconds: number): string {
  return seconds === 0 ? 'now' : `−${-seconds}\u00a0s`;
}

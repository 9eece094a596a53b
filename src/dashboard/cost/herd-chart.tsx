import { memo } from 'react';
import { Bar, ComposedChart, Line, Tooltip, XAxis, YAxis } from 'recharts';
import type { Herd } from '../../protocol/swarm.ts';
import { DrawnNear } from '../charts/drawn-near.tsx';
import { linearScale } from '../charts/linear-scale.ts';
import { AXIS, GRID, PLOT, TOOLTIP, Y_AXIS } from '../charts/plot.tsx';
import { formatExactly } from '../format.ts';
import { CostFrame } from './cost-frame.tsx';
import { returnWords } from './herd-words.ts';

type Props = {
  readonly title: string;
  readonly herd: Herd | undefined;
  /** Of both pictures, so that they can be compared. */
  readonly most: number;
  readonly seconds: number;
};

const STEP_SECONDS = 0.1;

/** Attempts in each 100 ms as bars, and the clients that are back as a line: both count clients, on one axis. */
export const HerdChart = memo(function HerdChart({ title, herd, most, seconds }: Props) {
  const scale = linearScale([most]);
  const x = linearScale([seconds]);
  const steps = Math.ceil(x.domain[1] / STEP_SECONDS);
  const rows = herd?.attempts.slice(0, steps).map((attempts, index) => ({
    second: Number(((index + 0.5) * STEP_SECONDS).toFixed(2)),
    attempts,
    back: herd.connected[index],
  }));
  return (
    <CostFrame
      title={title}
      note="bars: attempts in each 100 ms; line: clients that are back"
      lanes={[]}
      of="hold"
      summary={herd && returnWords(herd).replace(/\.$/, '')}
      empty="Not seen yet"
    >
      <DrawnNear>
        <ComposedChart {...PLOT} data={rows ?? []}>
          {GRID}
          <XAxis
            {...AXIS}
            dataKey="second"
            type="number"
            domain={[...x.domain]}
            ticks={[...x.ticks]}
            tickFormatter={(second) => `${second}\u00a0s`}
            interval={0}
          />
          <YAxis
            {...Y_AXIS}
            domain={[...scale.domain]}
            ticks={scale.ticks.filter(Number.isInteger)}
            interval={0}
            tickFormatter={(value) => formatExactly(Number(value))}
          />
          <Tooltip
            {...TOOLTIP}
            labelFormatter={(second) => `${Number(second).toFixed(1)}\u00a0s after the drop`}
            formatter={(value) => formatExactly(Number(value))}
          />
          <Bar dataKey="attempts" name="Attempts" fill="var(--ink-soft)" isAnimationActive={false} barSize={4} />
          <Line
            dataKey="back"
            name="Back"
            stroke="var(--mantine-color-text)"
            strokeWidth={2}
            isAnimationActive={false}
            activeDot={false}
            dot={false}
          />
        </ComposedChart>
      </DrawnNear>
    </CostFrame>
  );
});

/** Until the clients were back, and a little of what followed. */
export function shownSeconds(herds: readonly (Herd | undefined)[]): number {
  const ends = herds.map((herd) => {
    if (!herd) return 0;
    return herd.allBackAfterMs === null ? herd.attempts.length * STEP_SECONDS : herd.allBackAfterMs / 1_000 + 0.5;
  });
  return Math.max(1, ...ends);
}

import { useMemo, useState } from 'react';
import { Tooltip, XAxis, YAxis } from 'recharts';
import type { CurvePoint, LaneSnapshot, LatencyFigures } from '../../lab/messages.ts';
import { forEachLane } from '../../protocol/lanes.ts';
import { formatLatency, quantityText } from '../format.ts';
import { useSame } from '../ui/use-same.ts';
import { axisWords } from './axis-words.ts';
import { ChartFrame } from './chart-frame.tsx';
import { Choice } from './choice.tsx';
import { type DistributionRow, distributionRows } from './distribution.ts';
import { LanePlot } from './lane-plot.tsx';
import { LOWEST_LATENCY_MS, logScale } from './log-scale.ts';
import { HIGHEST_PERCENTILE, LABELLED_PERCENTILES, ninesOf } from './nines.ts';
import { AXIS, PLOT, TOOLTIP, Y_AXIS } from './plot.tsx';
import { valuesOf } from './time-series.ts';
import type { ChartSample } from './use-chart-sample.ts';

type Span = {
  readonly label: string;
  readonly words: string;
  readonly curveOf: (lane: LaneSnapshot) => readonly CurvePoint[];
  readonly figuresOf: (lane: LaneSnapshot) => LatencyFigures | undefined;
};

const SPANS: Record<'whole' | 'recent', Span> = {
  whole: {
    label: 'Whole run',
    words: 'since the reset',
    curveOf: ({ curve }) => curve,
    figuresOf: ({ latency }) => latency,
  },
  recent: {
    label: 'Last 30 s',
    words: 'of the last 30 s',
    curveOf: ({ recentCurve }) => recentCurve,
    figuresOf: ({ recent }) => recent,
  },
};

/** Within how long which part of the events arrived, with as much room for the slowest of a thousand as for the rest. */
export function DistributionChart({ sample }: { sample: ChartSample | undefined }) {
  const [span, setSpan] = useState<keyof typeof SPANS>('whole');
  const { words, curveOf, figuresOf } = SPANS[span];
  const resolutionMs = sample?.snapshot.clock?.uncertaintyMs ?? 0;
  const floor = Math.max(resolutionMs, LOWEST_LATENCY_MS);
  const rows = sample ? distributionRows(sample.snapshot.lanes, curveOf, floor) : [];
  return (
    <ChartFrame
      title="Latency distribution"
      note={`percentiles ${words}; 90, 99, 99.9 % in equal steps`}
      values={forEachLane((name) => {
        const lane = sample?.snapshot.lanes[name];
        const latency = lane?.on ? figuresOf(lane) : undefined;
        if (!latency) return undefined;
        const text = (ms: number) => quantityText(formatLatency(ms, resolutionMs));
        return `half within ${text(latency.p50)}, 99 % within ${text(latency.p99)} and 99.9 % within ${text(latency.p999)}`;
      })}
      tools={
        <Choice label="Latency distribution: whole run or last 30 s" options={SPANS} value={span} onChange={setSpan} />
      }
    >
      <Percentiles rows={rows} />
    </ChartFrame>
  );
}

/** Room for the last label. */
const MARGIN = { ...PLOT.margin, right: 28 };

const TICKS = LABELLED_PERCENTILES.map(ninesOf);
const WORDS = new Map(LABELLED_PERCENTILES.map((percentile) => [ninesOf(percentile), `${percentile}\u00a0%`]));
/** Of those that every curve has: each half as far from 100 % as two before it. */
const MARKED_PERCENTILES = [5, 50, 87.5, 96.875, 99.21875];

function Percentiles({ rows }: { rows: DistributionRow[] }) {
  const scale = useSame(logScale(valuesOf(rows), [1, 1000]));
  const axes = useMemo(
    () => (
      <>
        {PERCENTILE_AXIS}
        <YAxis
          {...Y_AXIS}
          allowDataOverflow
          scale="log"
          domain={[...scale.domain]}
          ticks={scale.ticks}
          interval={0}
          tickFormatter={(ms) => axisWords(formatLatency(ms))}
        />
      </>
    ),
    [scale],
  );
  return <LanePlot rows={rows} xOf={nines} isMarked={isMarked} margin={MARGIN} axes={axes} tooltip={CURVES_TOOLTIP} />;
}

const PERCENTILE_AXIS = (
  <XAxis
    {...AXIS}
    allowDataOverflow
    dataKey="nines"
    type="number"
    domain={[0, ninesOf(HIGHEST_PERCENTILE)]}
    ticks={TICKS}
    tickFormatter={(nines) => WORDS.get(nines) ?? ''}
    interval="preserveEnd"
  />
);

const CURVES_TOOLTIP = (
  <Tooltip
    {...TOOLTIP}
    labelFormatter={(_nines, [first]) => `${(first?.payload as DistributionRow | undefined)?.percentile}\u00a0% within`}
    formatter={(ms) => quantityText(formatLatency(Number(ms)))}
  />
);

const nines = (row: DistributionRow) => row.nines;

const isMarked = ({ percentile }: DistributionRow) => MARKED_PERCENTILES.includes(percentile);

import { useState } from 'react';
import type { SeriesPoint, Snapshot } from '../../lab/messages.ts';
import { forEachLane } from '../../protocol/lanes.ts';
import { formatLatency, type Quantity, quantityText } from '../format.ts';
import { ChartFrame } from './chart-frame.tsx';
import { Choice } from './choice.tsx';
import { linearScale } from './linear-scale.ts';
import { TimeChart } from './time-chart.tsx';
import { laneRows, latestValues, valuesOf } from './time-series.ts';
import type { ChartSample } from './use-chart-sample.ts';

const SIDES: Record<'mean' | 'peak', { label: string; note: string; pick: (second: SeriesPoint) => number | null }> = {
  mean: {
    label: 'Mean',
    note: 'age of the newest event in hand, mean of each second',
    pick: ({ age }) => age,
  },
  peak: {
    label: 'Peak',
    note: 'age of the newest event in hand, highest of each second',
    pick: ({ peakAge }) => peakAge,
  },
};

/** The age of information: it grows until the next event arrives, and a poll interval makes it a saw. */
export function FreshnessChart({ sample }: { sample: ChartSample | undefined }) {
  const [side, setSide] = useState<keyof typeof SIDES>('mean');
  const { note, pick } = SIDES[side];
  const rows = sample ? laneRows(lanesOn(sample.snapshot.lanes), sample.now, pick) : [];
  const latest = latestValues(rows);
  return (
    <ChartFrame
      wide
      title="Freshness"
      note={note}
      values={forEachLane((lane) => {
        const value = latest[lane];
        return value === undefined ? undefined : quantityText(formatLatency(value));
      })}
      tools={<Choice label="Freshness: mean or peak" options={SIDES} value={side} onChange={setSide} />}
    >
      <TimeChart rows={rows} scale={linearScale(valuesOf(rows))} format={formatAge} />
    </ChartFrame>
  );
}

/** What a lane that is off has in hand only grows older, and would soon be all that the axis has room for. */
function lanesOn(lanes: Snapshot['lanes']): Snapshot['lanes'] {
  return forEachLane((lane) => (lanes[lane].on ? lanes[lane] : { ...lanes[lane], series: [] }));
}

/** Zero is an end of the axis, not a latency to be told in µs. */
function formatAge(ms: number): Quantity {
  return ms === 0 ? { number: '0', unit: '' } : formatLatency(ms);
}

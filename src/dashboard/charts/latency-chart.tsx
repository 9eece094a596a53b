import { useState } from 'react';
import type { SeriesPoint } from '../../lab/messages.ts';
import { forEachLane } from '../../protocol/lanes.ts';
import { formatLatency, quantityText } from '../format.ts';
import { ChartFrame } from './chart-frame.tsx';
import { Choice } from './choice.tsx';
import { LOWEST_LATENCY_MS, logScale } from './log-scale.ts';
import { TimeChart } from './time-chart.tsx';
import { laneRows, latestValues, notBelow, valuesOf } from './time-series.ts';
import type { ChartSample } from './use-chart-sample.ts';

type Part = {
  readonly label: string;
  readonly note: string;
  readonly pick: (second: SeriesPoint) => number | null;
  /** Wait is measured by the server's clock alone: no match of clocks limits it. */
  readonly limitedByClock: boolean;
};

const PARTS = {
  total: {
    label: 'Total',
    note: 'published to received, median of each second, logarithmic',
    pick: ({ p50 }) => p50,
    limitedByClock: true,
  },
  wait: {
    label: 'Wait',
    note: 'published to written, median of each second, logarithmic',
    pick: ({ wait }) => wait,
    limitedByClock: false,
  },
  transit: {
    label: 'Transit',
    note: 'written to received, median of each second, logarithmic',
    pick: ({ transit }) => transit,
    limitedByClock: true,
  },
} as const satisfies Record<string, Part>;

/** Latency over time: whole, or one of its two parts. */
export function LatencyChart({ sample }: { sample: ChartSample | undefined }) {
  const [part, setPart] = useState<keyof typeof PARTS>('total');
  const { note, pick, limitedByClock }: Part = PARTS[part];
  const resolutionMs = limitedByClock ? (sample?.snapshot.clock?.uncertaintyMs ?? 0) : 0;
  const floor = Math.max(resolutionMs, LOWEST_LATENCY_MS);
  const rows = sample ? laneRows(sample.snapshot.lanes, sample.now, (second) => notBelow(floor, pick(second))) : [];
  const latest = latestValues(rows);
  return (
    <ChartFrame
      title="Latency"
      note={note}
      values={forEachLane((lane) => {
        const value = latest[lane];
        return value === undefined ? undefined : quantityText(formatLatency(value, resolutionMs));
      })}
      tools={<Choice label="Latency: total, wait or transit" options={PARTS} value={part} onChange={setPart} />}
    >
      <TimeChart rows={rows} scale={logScale(valuesOf(rows), [1, 1000])} logarithmic format={formatLatency} />
    </ChartFrame>
  );
}

import { forEachTransport } from '../../protocol/transports.ts';
import { formatLatency, quantityText } from '../format.ts';
import { ChartFrame } from './chart-frame.tsx';
import { LOWEST_LATENCY_MS, logScale } from './log-scale.ts';
import { TimeChart } from './time-chart.tsx';
import { latencyRows, latestValues, valuesOf } from './time-series.ts';
import type { ChartSample } from './use-chart-sample.ts';

export function LatencyChart({ sample }: { sample: ChartSample | undefined }) {
  const resolutionMs = sample?.snapshot.clock?.uncertaintyMs ?? 0;
  const rows = sample ? latencyRows(sample.snapshot.lanes, sample.now, Math.max(resolutionMs, LOWEST_LATENCY_MS)) : [];
  const latest = latestValues(rows);
  return (
    <ChartFrame
      title="Latency"
      note="median of each second, logarithmic"
      values={forEachTransport((transport) => {
        const value = latest[transport];
        return value === undefined ? undefined : quantityText(formatLatency(value, resolutionMs));
      })}
    >
      <TimeChart rows={rows} scale={logScale(valuesOf(rows), [1, 1000])} logarithmic format={formatLatency} />
    </ChartFrame>
  );
}

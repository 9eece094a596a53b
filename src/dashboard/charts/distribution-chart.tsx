import { Line, LineChart, Tooltip, XAxis, YAxis } from 'recharts';
import { forEachTransport, TRANSPORT_LABELS, TRANSPORTS, type Transport } from '../../protocol/transports.ts';
import { formatLatency, quantityText } from '../format.ts';
import { TransportMarker } from '../ui/transport-marker.tsx';
import { TRANSPORT_COLORS, TRANSPORT_DASHES } from '../ui/transport-style.ts';
import { axisWords } from './axis-words.ts';
import { ChartFrame } from './chart-frame.tsx';
import { type DistributionRow, distributionRows } from './distribution.ts';
import { LOWEST_LATENCY_MS, logScale } from './log-scale.ts';
import { AXIS, GRID, LINE, PLOT, TOOLTIP, Y_AXIS } from './plot.tsx';
import type { ChartSample } from './use-chart-sample.ts';

const PERCENTS = [0, 25, 50, 75, 100];

const MARKED_PERCENTILES = [10, 30, 50, 70, 90];

/** Which part of the events arrived within how long: the further left a curve rises, the better. */
export function DistributionChart({ sample }: { sample: ChartSample | undefined }) {
  const resolutionMs = sample?.snapshot.clock?.uncertaintyMs ?? 0;
  const rows = sample ? distributionRows(sample.snapshot.lanes, Math.max(resolutionMs, LOWEST_LATENCY_MS)) : [];
  return (
    <ChartFrame
      title="Latency distribution"
      note="part of all events since the reset that arrived within"
      values={forEachTransport((transport) => {
        const latency = sample?.snapshot.lanes[transport].latency;
        if (!latency || !rows.some((row) => row[transport] !== null)) return undefined;
        const words = (ms: number) => quantityText(formatLatency(ms, resolutionMs));
        return `half within ${words(latency.p50)} and 99 % within ${words(latency.p99)}`;
      })}
    >
      <Curves rows={rows} />
    </ChartFrame>
  );
}

function Curves({ rows }: { rows: DistributionRow[] }) {
  const scale = logScale(
    rows.map(({ latencyMs }) => latencyMs),
    [1, 1000],
  );
  return (
    <LineChart {...PLOT} data={rows}>
      {GRID}
      <XAxis
        {...AXIS}
        dataKey="latencyMs"
        type="number"
        scale="log"
        domain={[...scale.domain]}
        ticks={scale.ticks}
        tickFormatter={(ms) => axisWords(formatLatency(ms))}
      />
      <YAxis {...Y_AXIS} domain={[0, 100]} ticks={PERCENTS} tickFormatter={percentWords} />
      <Tooltip
        {...TOOLTIP}
        labelFormatter={(latencyMs) => `within ${quantityText(formatLatency(Number(latencyMs)))}`}
        formatter={(value) => percentWords(Number(value))}
      />
      {TRANSPORTS.map((transport) => (
        <Line
          key={transport}
          {...LINE}
          dataKey={transport}
          name={TRANSPORT_LABELS[transport]}
          stroke={TRANSPORT_COLORS[transport]}
          strokeDasharray={TRANSPORT_DASHES[transport]}
          dot={(dot: DotProps) => (
            <Mark key={`${dot.payload.latencyMs} ${dot.value}`} transport={transport} dot={dot} />
          )}
        />
      ))}
    </LineChart>
  );
}

type DotProps = {
  readonly cx?: number;
  readonly cy?: number;
  readonly value?: unknown;
  readonly payload: DistributionRow;
};

function Mark({ transport, dot: { cx, cy, payload } }: { transport: Transport; dot: DotProps }) {
  const marked = MARKED_PERCENTILES.includes(payload[transport] ?? Number.NaN);
  return marked && cx !== undefined && cy !== undefined && <TransportMarker transport={transport} x={cx} y={cy} />;
}

function percentWords(percent: number): string {
  return `${percent}\u00a0%`;
}

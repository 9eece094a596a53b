import { memo } from 'react';
import { Line, LineChart, Tooltip, XAxis, YAxis } from 'recharts';
import { TRANSPORT_LABELS, TRANSPORTS } from '../../protocol/transports.ts';
import { axisWords } from '../charts/axis-words.ts';
import { DrawnNear } from '../charts/drawn-near.tsx';
import { linearScale } from '../charts/linear-scale.ts';
import { AXIS, GRID, PLOT, TOOLTIP, Y_AXIS } from '../charts/plot.tsx';
import { type Quantity, quantityText } from '../format.ts';
import { CostFrame } from './cost-frame.tsx';
import { HISTORY_MS, type Sample, type Span } from './cost-history.ts';
import { transportLines } from './cost-lines.tsx';
import { LIVE_LINES, type LiveLine, type LiveRow, liveRows } from './time-rows.ts';

type Props = {
  readonly title: string;
  readonly note: string;
  readonly history: readonly Sample[];
  readonly valuesOf: (span: Span) => Readonly<Partial<Record<LiveLine, number>>>;
  readonly format: (value: number) => Quantity;
  /** The axis reaches to this at least: a chart of next to nothing is one of nothing. */
  readonly least: number;
};

const MINUTES = [-240, -120, 0];

/** The last five minutes, of each transport or of the server as a whole. */
export const LiveChart = memo(function LiveChart(props: Props) {
  const { title, note, history, valuesOf, format, least } = props;
  const rows = liveRows(history, valuesOf);
  const scale = linearScale([least, ...rows.flatMap((row) => LIVE_LINES.map((line) => row[line] ?? 0))]);
  const latest = rows.at(-1);
  const lanes = latest ? TRANSPORTS.filter((transport) => latest[transport] !== undefined) : [];
  return (
    <CostFrame
      title={title}
      note={note}
      lanes={lanes}
      of="latest"
      summary={latest && summaryOf(latest, format)}
      empty="Nothing measured yet"
    >
      <DrawnNear>
        <LineChart {...PLOT} data={rows}>
          {GRID}
          <XAxis
            {...AXIS}
            dataKey="secondsAgo"
            type="number"
            domain={[-HISTORY_MS / 1_000, 0]}
            ticks={MINUTES}
            tickFormatter={minutesWords}
            interval={0}
          />
          <YAxis
            {...Y_AXIS}
            domain={[...scale.domain]}
            ticks={[...scale.ticks]}
            interval={0}
            tickFormatter={(value) => axisWords(format(value))}
          />
          <Tooltip
            {...TOOLTIP}
            labelFormatter={(seconds) => (Number(seconds) > -0.5 ? 'now' : `−${Math.round(-Number(seconds))}\u00a0s`)}
            formatter={(value) => quantityText(format(Number(value)))}
          />
          {lanes.length > 0 ? LINES : SERVER_LINE}
        </LineChart>
      </DrawnNear>
    </CostFrame>
  );
});

const LINES = transportLines<LiveRow>(({ marked }) => (marked ? 'whole' : 'none'));

const SERVER_LINE = (
  <Line
    dataKey="server"
    name="Server"
    stroke="var(--mantine-color-text)"
    strokeWidth={2}
    isAnimationActive={false}
    activeDot={false}
    dot={false}
  />
);

function summaryOf(row: LiveRow, format: Props['format']): string {
  const known = LIVE_LINES.flatMap((line) => {
    const value = row[line];
    if (value === undefined) return [];
    return [`${line === 'server' ? 'Now' : TRANSPORT_LABELS[line]} ${quantityText(format(value))}`];
  });
  return known.join(', ');
}

function minutesWords(seconds: number): string {
  return seconds === 0 ? 'now' : `−${-seconds / 60}\u00a0min`;
}

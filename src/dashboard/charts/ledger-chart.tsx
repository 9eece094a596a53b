import { useState } from 'react';
import { forEachLane } from '../../protocol/lanes.ts';
import type { TransportAccount } from '../../protocol/ledger.ts';
import { type Quantity, quantityText } from '../format.ts';
import { ChartFrame } from './chart-frame.tsx';
import { Choice } from './choice.tsx';
import { linearScale } from './linear-scale.ts';
import { TimeChart } from './time-chart.tsx';
import { latestValues, ledgerRows, RATE_WINDOW_MS, valuesOf } from './time-series.ts';
import type { ChartSample } from './use-chart-sample.ts';

const MODES = {
  rate: { label: 'Per second', note: `per second, over the last ${RATE_WINDOW_MS / 1000} s` },
  total: { label: 'Total', note: 'total since the reset' },
} as const;

type Mode = keyof typeof MODES;

type Props = {
  readonly title: string;
  readonly sample: ChartSample | undefined;
  readonly counter: (account: TransportAccount) => number;
  readonly format: Readonly<Record<Mode, (value: number) => Quantity>>;
};

/** A counter of the ledger over time: how fast it rises, or where it stands. */
export function LedgerChart({ title, sample, counter, format }: Props) {
  const [mode, setMode] = useState<Mode>('rate');
  const rows = sample ? ledgerRows(sample.history, sample.now, counter, mode) : [];
  const latest = latestValues(rows);
  return (
    <ChartFrame
      title={title}
      note={MODES[mode].note}
      values={forEachLane((lane) => {
        const value = latest[lane];
        return value === undefined ? undefined : quantityText(format[mode](value));
      })}
      tools={<Choice label={`${title}: per second or total`} options={MODES} value={mode} onChange={setMode} />}
    >
      <TimeChart rows={rows} scale={linearScale(valuesOf(rows))} format={format[mode]} />
    </ChartFrame>
  );
}

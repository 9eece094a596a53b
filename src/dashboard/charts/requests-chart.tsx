import { formatCount, formatRatio } from '../format.ts';
import { LedgerChart } from './ledger-chart.tsx';
import type { ChartSample } from './use-chart-sample.ts';

const FORMAT = { rate: formatRatio, total: formatCount };

export function RequestsChart({ sample }: { sample: ChartSample | undefined }) {
  return <LedgerChart title="Requests" sample={sample} counter={({ requests }) => requests} format={FORMAT} />;
}

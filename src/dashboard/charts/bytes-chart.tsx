import { wireBytes } from '../figures.ts';
import { formatBytes, formatBytesPerSecond } from '../format.ts';
import { LedgerChart } from './ledger-chart.tsx';
import type { ChartSample } from './use-chart-sample.ts';

const FORMAT = { rate: formatBytesPerSecond, total: formatBytes };

export function BytesChart({ sample }: { sample: ChartSample | undefined }) {
  return <LedgerChart title="Bytes on the wire, up and down" sample={sample} counter={wireBytes} format={FORMAT} />;
}

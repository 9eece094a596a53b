import { TRANSPORT_LABELS, TRANSPORTS } from '../../protocol/transports.ts';
import { TransportKey } from '../ui/transport-key.tsx';
import { BytesChart } from './bytes-chart.tsx';
import classes from './charts.module.css';
import { DistributionChart } from './distribution-chart.tsx';
import { FreshnessChart } from './freshness-chart.tsx';
import { LatencyChart } from './latency-chart.tsx';
import { PercentilesTable } from './percentiles-table.tsx';
import { RequestsChart } from './requests-chart.tsx';
import type { Stretch } from './stretches.ts';
import { Stretches } from './stretches-context.ts';
import { useChartSample } from './use-chart-sample.ts';

const NO_STRETCHES: readonly Stretch[] = [];

export function ChartsPanel() {
  const sample = useChartSample();
  return (
    <section aria-labelledby="charts-title">
      <div className={classes.panelHead}>
        <h2 id="charts-title">Charts</h2>
        <ul className={classes.legend} aria-label="Lines in the charts">
          {TRANSPORTS.map((transport) => (
            <li key={transport}>
              <TransportKey transport={transport} />
              {TRANSPORT_LABELS[transport]}
            </li>
          ))}
        </ul>
      </div>
      <Stretches value={sample?.stretches ?? NO_STRETCHES}>
        <div className={classes.charts}>
          <LatencyChart sample={sample} />
          <DistributionChart sample={sample} />
          <PercentilesTable title="Latency, whole run" sample={sample} figuresOf={({ latency }) => latency} />
          <PercentilesTable title="Latency, last 30 s" sample={sample} figuresOf={({ recent }) => recent} />
          <FreshnessChart sample={sample} />
          <RequestsChart sample={sample} />
          <BytesChart sample={sample} />
        </div>
      </Stretches>
    </section>
  );
}

import { LANE_LABELS } from '../../protocol/lanes.ts';
import { shownLanes } from '../shown-lanes.ts';
import { LaneKey } from '../ui/lane-key.tsx';
import { BytesChart } from './bytes-chart.tsx';
import classes from './charts.module.css';
import { DistributionChart } from './distribution-chart.tsx';
import type { FaultMark } from './fault-marks.ts';
import { FreshnessChart } from './freshness-chart.tsx';
import { LatencyChart } from './latency-chart.tsx';
import { PercentilesTable } from './percentiles-table.tsx';
import { RequestsChart } from './requests-chart.tsx';
import type { Stretch } from './stretches.ts';
import { FaultMarks, Stretches } from './time-contexts.ts';
import { useChartSample } from './use-chart-sample.ts';

const NO_STRETCHES: readonly Stretch[] = [];
const NO_MARKS: readonly FaultMark[] = [];

export function ChartsPanel() {
  const sample = useChartSample();
  return (
    <>
      <ul className={classes.legend} aria-label="Lines in the charts">
        {shownLanes(sample?.snapshot).map((lane) => (
          <li key={lane}>
            <LaneKey lane={lane} />
            {LANE_LABELS[lane]}
          </li>
        ))}
      </ul>
      <Stretches value={sample?.stretches ?? NO_STRETCHES}>
        <FaultMarks value={sample?.faultMarks ?? NO_MARKS}>
          <div className={classes.charts}>
            <LatencyChart sample={sample} />
            <DistributionChart sample={sample} />
            <FreshnessChart sample={sample} />
            <RequestsChart sample={sample} />
            <BytesChart sample={sample} />
          </div>
          <div className={classes.tables}>
            <PercentilesTable title="Latency, whole run" figuresOf={({ latency }) => latency} />
            <PercentilesTable title="Latency, last 30 s" figuresOf={({ recent }) => recent} />
          </div>
        </FaultMarks>
      </Stretches>
    </>
  );
}

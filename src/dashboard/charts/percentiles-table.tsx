import { VisuallyHidden } from '@mantine/core';
import type { LaneSnapshot, LatencyFigures } from '../../lab/messages.ts';
import { LANE_LABELS } from '../../protocol/lanes.ts';
import { isTold } from '../figures.ts';
import { formatLatency, quantityText, UNKNOWN } from '../format.ts';
import { useLab } from '../services.tsx';
import { shownLanes } from '../shown-lanes.ts';
import { LaneKey } from '../ui/lane-key.tsx';
import classes from './percentiles-table.module.css';

type Props = {
  readonly title: string;
  readonly figuresOf: (lane: LaneSnapshot) => LatencyFigures | undefined;
};

const ROWS: readonly (readonly [label: string, figure: Exclude<keyof LatencyFigures, 'count'>])[] = [
  ['mean', 'mean'],
  ['p50', 'p50'],
  ['p95', 'p95'],
  ['p99', 'p99'],
  ['p99.9', 'p999'],
  ['max', 'max'],
];

/** The figures of one window of time, lane beside lane: with each report and not with the charts, for the lanes say some of it too. */
export function PercentilesTable({ title, figuresOf }: Props) {
  const snapshot = useLab((state) => state.snapshot);
  const resolutionMs = snapshot?.clock?.uncertaintyMs;
  const lanes = shownLanes(snapshot).map((name) => {
    const lane = snapshot?.lanes[name];
    return { name, figures: lane?.on ? figuresOf(lane) : undefined };
  });
  return (
    <table className={classes.table}>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">Latency</th>
          {lanes.map(({ name }) => (
            <th key={name} scope="col">
              <LaneKey lane={name} />
              <VisuallyHidden>{LANE_LABELS[name]}</VisuallyHidden>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ROWS.map(([label, figure]) => (
          <tr key={figure}>
            <th scope="row">{label}</th>
            {lanes.map(({ name, figures }) => (
              <td key={name}>
                {figures && isTold(figure, figures.count)
                  ? quantityText(formatLatency(figures[figure], resolutionMs))
                  : UNKNOWN}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import { LANE_LABELS, type LaneName } from '../../protocol/lanes.ts';
import { useServices } from '../services.tsx';
import { type LaneDetail, laneDetail } from './density.ts';
import classes from './ladder.module.css';
import { type Layout, timeScale } from './layout.ts';
import { useEvery, useStage, useStageState } from './use-ladder.ts';

/** What is to be known of the picture as it is: that there is nothing yet, or that it is a summary. */
export function LadderNote({ layout }: { layout: Layout }) {
  useEvery(1_000);
  const { trace } = useServices();
  const stage = useStage();
  const spanMs = useStageState((state) => state.spanMs);
  if (!trace.bounds()) return <p className={classes.note}>Nothing has gone over the wire yet.</p>;
  const scale = timeScale(layout, stage.endAt(), spanMs);
  const summed = layout.bands.map(({ lane }) => lane).filter((lane) => isSummary(laneDetail(trace.lane(lane), scale)));
  return <p className={classes.note}>{summed.length > 0 && summaryWords(summed)}</p>;
}

function isSummary({ events, exchanges }: LaneDetail): boolean {
  return events === 'many' || exchanges === 'many';
}

function summaryWords(lanes: readonly LaneName[]): string {
  const names = lanes.map((lane) => LANE_LABELS[lane]).join(', ');
  return `Too many to draw one by one: columns tell how many (${names}). Zoom in with + to see each.`;
}

import { type ReactNode, useId } from 'react';
import { LANE_LABELS, LANES, type LaneName } from '../../protocol/lanes.ts';
import { SKIPPED } from '../picture/light-copy.ts';
import { SavePicture } from '../picture/save-picture.tsx';
import classes from './charts.module.css';

type Props = {
  readonly title: string;
  /** What is drawn, and in which unit. */
  readonly note: string;
  /** The present values in words, for those who do not see the lines. */
  readonly values: Readonly<Record<LaneName, string | undefined>>;
  readonly tools?: ReactNode;
  /** As wide as two. */
  readonly wide?: true;
  readonly children: ReactNode;
};

/** A chart's heading, its summary in words, and its place on the page: of the same height with and without lines. */
export function ChartFrame({ title, note, values, tools, wide, children }: Props) {
  const id = useId();
  const known = LANES.filter((lane) => values[lane] !== undefined);
  const summary = known.map((lane) => `${LANE_LABELS[lane]} ${values[lane]}`).join(', ');
  return (
    <figure className={classes.chart} data-wide={wide} data-picture aria-labelledby={id}>
      <div className={classes.chartHead} {...SKIPPED}>
        <h3 id={id}>{title}</h3>
        <p className={classes.note}>{note}</p>
        {tools}
        <SavePicture title={title} note={note} lanes={known} />
      </div>
      <div className={classes.plot} role="img" aria-label={`${title}, ${note}. ${summary || 'Nothing measured yet'}.`}>
        {known.length > 0 ? children : <p className={classes.empty}>Nothing measured yet</p>}
      </div>
    </figure>
  );
}

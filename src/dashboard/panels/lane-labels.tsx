import { memo } from 'react';
import type { FigureGroup } from '../figure.ts';
import { FigureLabel } from './figure-label.tsx';
import { LANE_ROWS } from './lane-rows.ts';
import classes from './lanes-panel.module.css';

/** The labels that all lanes share when they stand side by side. */
export const LaneLabels = memo(function LaneLabels({ groups }: { groups: readonly FigureGroup[] }) {
  return (
    <section aria-label="What the figures mean" className={classes.labels} style={{ gridRow: LANE_ROWS.all(groups) }}>
      <p className={classes.labelsNote}>Beside each figure: how it compares with the best lane that is on.</p>
      {groups.map(({ title, figures }) => (
        <div key={title} className={classes.rows} style={{ gridRow: LANE_ROWS.group(figures.length) }}>
          <p className={classes.groupTitle}>{title}</p>
          {figures.map((figure) => (
            <div key={figure.key} className={classes.label}>
              <FigureLabel figure={figure} />
            </div>
          ))}
        </div>
      ))}
      <p className={classes.messageLabel}>Message by hand</p>
    </section>
  );
});

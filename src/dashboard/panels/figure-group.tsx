import type { FigureGroup as Group } from '../figure.ts';
import { type LaneCells, UNKNOWN_CELL } from '../lane-cells.ts';
import { FigureCell } from './figure-cell.tsx';
import { FigureLabel } from './figure-label.tsx';
import { LANE_ROWS } from './lane-rows.ts';
import classes from './lanes-panel.module.css';

type Props = { readonly group: Group; readonly cells: LaneCells; readonly ownLabels: boolean };

export function FigureGroup({ group: { title, figures }, cells, ownLabels }: Props) {
  return (
    <div className={classes.rows} style={{ gridRow: LANE_ROWS.group(figures.length) }}>
      <h3 className={ownLabels ? classes.groupTitle : classes.heard}>{title}</h3>
      <dl className={classes.rows} style={{ gridRow: LANE_ROWS.underTitle(figures.length) }}>
        {figures.map((figure) => (
          <div key={figure.key} className={classes.figure}>
            <dt className={ownLabels ? undefined : classes.heard}>
              {ownLabels ? <FigureLabel figure={figure} /> : figure.label}
            </dt>
            <FigureCell cell={cells.get(figure.key) ?? UNKNOWN_CELL} />
          </div>
        ))}
      </dl>
    </div>
  );
}

import { memo } from 'react';
import { UNKNOWN } from '../format.ts';
import type { Cell } from '../lane-cells.ts';
import classes from './figure-cell.module.css';

/** The number, its unit and its comparison, in columns of fixed width: nothing moves when they grow. */
export const FigureCell = memo(function FigureCell({ cell: { quantity, comparison, fault } }: { cell: Cell }) {
  const { number, unit } = quantity;
  return (
    <dd className={classes.cell} data-fault={fault}>
      {number === UNKNOWN ? <Unknown /> : <span className={classes.number}>{number}</span>}
      <span className={classes.unit}>{unit && ` ${unit}`}</span>
      <span className={classes.comparison} data-best={comparison?.shown === 'best'}>
        <span aria-hidden="true">{comparison?.shown}</span>
        {comparison && <span className={classes.heard}>, {comparison.spoken}</span>}
      </span>
    </dd>
  );
}, sameCell);

/** Cells are made anew with each report; most of them say what they said before. */
function sameCell({ cell }: { cell: Cell }, { cell: next }: { cell: Cell }): boolean {
  return (
    cell.quantity.number === next.quantity.number &&
    cell.quantity.unit === next.quantity.unit &&
    cell.comparison?.shown === next.comparison?.shown &&
    cell.fault === next.fault
  );
}

function Unknown() {
  return (
    <span className={classes.number}>
      <span aria-hidden="true">{UNKNOWN}</span>
      <span className={classes.heard}>unknown</span>
    </span>
  );
}

import { useMediaQuery } from '@mantine/hooks';
import { useMemo } from 'react';
import { TRANSPORTS } from '../../protocol/transports.ts';
import { laneCells } from '../lane-cells.ts';
import { useLedgerHistory } from '../queries.ts';
import { useLab } from '../services.tsx';
import { Lane } from './lane.tsx';
import { LaneLabels } from './lane-labels.tsx';
import classes from './lanes-panel.module.css';

/** Below this, the lanes no longer fit side by side. */
const SIDE_BY_SIDE = '(min-width: 60em)';

/**
 * The four lanes. Side by side, they share one column of labels and their rows align; otherwise each
 * lane has its own labels.
 */
export function LanesPanel() {
  const sideBySide = useMediaQuery(SIDE_BY_SIDE, undefined, { getInitialValueInEffect: false }) ?? true;
  const snapshot = useLab((state) => state.snapshot);
  const ledger = useLedgerHistory().at(-1);
  const cells = useMemo(() => laneCells(snapshot, ledger), [snapshot, ledger]);
  return (
    // Not a media query of the style sheet: paper is narrow, and prints the lanes as they are on the screen.
    <div className={classes.lanes} data-side-by-side={sideBySide}>
      {sideBySide && <LaneLabels />}
      {TRANSPORTS.map((transport) => (
        <Lane
          key={transport}
          transport={transport}
          snapshot={snapshot?.lanes[transport]}
          cells={cells[transport]}
          ownLabels={!sideBySide}
        />
      ))}
    </div>
  );
}

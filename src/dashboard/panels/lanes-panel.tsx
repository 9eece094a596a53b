import { useMediaQuery } from '@mantine/hooks';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { LANES } from '../../protocol/lanes.ts';
import { useView } from '../address/view.ts';
import { FIGURE_GROUPS, PRESENTED_GROUPS } from '../figures.ts';
import { laneCells } from '../lane-cells.ts';
import { useLedgerHistory } from '../queries.ts';
import { useLab } from '../services.tsx';
import { Lane } from './lane.tsx';
import { LaneLabels } from './lane-labels.tsx';
import classes from './lanes-panel.module.css';

/** Below these, four lanes, or five, no longer fit side by side. */
const FOUR_SIDE_BY_SIDE = '(min-width: 60em)';
const FIVE_SIDE_BY_SIDE = '(min-width: 76em)';

/**
 * The lanes. Side by side, they share one column of labels and their rows align; otherwise each lane has its own
 * labels. The automatic one takes a column only while it is on.
 */
export function LanesPanel() {
  const snapshot = useFirstInSteps(useLab((state) => state.snapshot));
  const ledger = useFirstInSteps(useLedgerHistory().at(-1));
  const isFive = snapshot?.lanes.automatic.on === true;
  const groups = useView().presenting ? PRESENTED_GROUPS : FIGURE_GROUPS;
  const fourFit = useWidth(FOUR_SIDE_BY_SIDE);
  const fiveFit = useWidth(FIVE_SIDE_BY_SIDE);
  const sideBySide = isFive ? fiveFit : fourFit;
  const cells = useMemo(() => laneCells(snapshot, ledger), [snapshot, ledger]);
  return (
    // Not a media query of the style sheet: paper is narrow, and prints the lanes as they are on the screen.
    <div className={classes.lanes} data-side-by-side={sideBySide} data-five={isFive}>
      {sideBySide && <LaneLabels groups={groups} />}
      {LANES.map((lane) => (
        <Lane
          key={lane}
          lane={lane}
          snapshot={snapshot?.lanes[lane]}
          cells={cells[lane]}
          groups={groups}
          ownLabels={!sideBySide}
        />
      ))}
    </div>
  );
}

/**
 * The first of a figure is drawn in small steps, for all of a lane is new with it, and what a person does comes first.
 * Those that follow are drawn at once: in one frame with the rest of the page.
 */
function useFirstInSteps<Figure>(figure: Figure | undefined): Figure | undefined {
  const [isDrawn, setIsDrawn] = useState(false);
  const inSteps = useDeferredValue(isDrawn ? undefined : figure);
  const shown = isDrawn ? figure : inSteps;
  const isShown = shown !== undefined;
  useEffect(() => setIsDrawn(isShown), [isShown]);
  return shown;
}

function useWidth(query: string): boolean {
  return useMediaQuery(query, undefined, { getInitialValueInEffect: false }) ?? true;
}

import { useMemo, useState } from 'react';
import { useIsSaved } from '../services.tsx';
import classes from './ladder.module.css';
import { LadderCanvas } from './ladder-canvas.tsx';
import { LadderLegend } from './ladder-legend.tsx';
import { LadderNote } from './ladder-note.tsx';
import { LadderReadout } from './ladder-readout.tsx';
import { LadderTable } from './ladder-table.tsx';
import { LadderToolbar } from './ladder-toolbar.tsx';
import { layoutOf } from './layout.ts';
import { StageContext, useDrawnLanes, useNewStage } from './use-ladder.ts';

/** Every exchange of the last minutes as a picture, on one time axis for all lanes. */
export function LadderPanel() {
  return useIsSaved() ? (
    <p className={classes.nothing}>
      A saved run keeps figures, not the picture. Go back to the live lab to see it happen.
    </p>
  ) : (
    <LiveLadder />
  );
}

/** Narrower than the narrowest phone only before the page is laid out. */
const LEAST_PX = 240;

function LiveLadder() {
  const stage = useNewStage();
  const lanes = useDrawnLanes();
  const [width, setWidth] = useState(0);
  const layout = useMemo(() => layoutOf(lanes, Math.max(LEAST_PX, width)), [lanes, width]);
  return (
    <StageContext value={stage}>
      <div className={classes.panel}>
        <LadderToolbar lanes={lanes} />
        <LadderCanvas layout={layout} onWidth={setWidth} />
        <LadderNote layout={layout} />
        <LadderReadout lanes={lanes} />
        <LadderLegend />
        <LadderTable lanes={lanes} />
      </div>
    </StageContext>
  );
}

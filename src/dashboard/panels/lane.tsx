import { memo } from 'react';
import type { LaneSnapshot } from '../../lab/messages.ts';
import { LANE_LABELS, type LaneName } from '../../protocol/lanes.ts';
import type { FigureGroup as Group } from '../figure.ts';
import type { LaneCells } from '../lane-cells.ts';
import { LANE_COLORS } from '../ui/lane-style.ts';
import { FigureGroup } from './figure-group.tsx';
import { LaneHead } from './lane-head.tsx';
import { LaneMessage } from './lane-message.tsx';
import { LANE_ROWS } from './lane-rows.ts';
import { LaneStatus } from './lane-status.tsx';
import classes from './lanes-panel.module.css';

type Props = {
  readonly lane: LaneName;
  /** Undefined until the worker's first report. */
  readonly snapshot: LaneSnapshot | undefined;
  readonly cells: LaneCells;
  readonly groups: readonly Group[];
  /** Whether each figure shows its label, or only a screen reader hears it. */
  readonly ownLabels: boolean;
};

/** One lane: whether it runs, how it is, and what was measured. */
export const Lane = memo(function Lane({ lane, snapshot, cells, groups, ownLabels }: Props) {
  const isFolded = lane === 'automatic' && !snapshot?.on;
  return (
    <section
      aria-label={LANE_LABELS[lane]}
      className={isFolded ? classes.folded : classes.lane}
      style={{ borderTopColor: LANE_COLORS[lane], ...(!isFolded && { gridRow: LANE_ROWS.all(groups) }) }}
    >
      {/* The same element folded and unfolded, so that the switch keeps the focus. */}
      <LaneHead lane={lane} />
      {isFolded ? (
        <p className={classes.invitation}>
          Off. A fifth lane, which tries WebSocket first and falls back to Server-Sent Events, long polling and short
          polling as far as the network makes it, and climbs back.
        </p>
      ) : (
        <>
          <LaneStatus lane={lane} snapshot={snapshot} />
          {groups.map((group) => (
            <FigureGroup key={group.title} group={group} cells={cells} ownLabels={ownLabels} />
          ))}
          <LaneMessage message={snapshot?.on ? snapshot.messages[0] : undefined} ownLabel={ownLabels} />
        </>
      )}
    </section>
  );
});

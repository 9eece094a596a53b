import type { LaneSnapshot } from '../../lab/messages.ts';
import { TRANSPORT_LABELS, type Transport } from '../../protocol/transports.ts';
import { FIGURE_GROUPS } from '../figures.ts';
import type { LaneCells } from '../lane-cells.ts';
import { FigureGroup } from './figure-group.tsx';
import { LaneHead } from './lane-head.tsx';
import { LaneMessage } from './lane-message.tsx';
import { LANE_ROWS } from './lane-rows.ts';
import { LaneStatus } from './lane-status.tsx';
import classes from './lanes-panel.module.css';

type Props = {
  readonly transport: Transport;
  /** Undefined until the worker's first report. */
  readonly snapshot: LaneSnapshot | undefined;
  readonly cells: LaneCells;
  /** Whether each figure shows its label, or only a screen reader hears it. */
  readonly ownLabels: boolean;
};

/** One transport: whether it runs, how it is, and what was measured. */
export function Lane({ transport, snapshot, cells, ownLabels }: Props) {
  return (
    <section
      aria-label={TRANSPORT_LABELS[transport]}
      className={classes.lane}
      style={{ gridRow: LANE_ROWS.all, borderTopColor: `var(--transport-${transport})` }}
    >
      <LaneHead transport={transport} on={snapshot?.on} />
      <LaneStatus transport={transport} status={snapshot?.status} />
      {FIGURE_GROUPS.map((group) => (
        <FigureGroup key={group.title} group={group} cells={cells} ownLabels={ownLabels} />
      ))}
      <LaneMessage message={snapshot?.on ? snapshot.messages[0] : undefined} ownLabel={ownLabels} />
    </section>
  );
}

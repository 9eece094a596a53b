import { memo, useId } from 'react';
import { LANE_LABELS, LANES, type LaneName } from '../../protocol/lanes.ts';
import { useView } from '../address/view.ts';
import { CodeButton } from '../code/code-button.tsx';
import { useIsSaved, useLab, useServices } from '../services.tsx';
import { LaneKey } from '../ui/lane-key.tsx';
import { LANE_COLORS } from '../ui/lane-style.ts';
import { Switch } from '../ui/switch.tsx';
import classes from './lane-head.module.css';

export const LaneHead = memo(function LaneHead({ lane }: { lane: LaneName }) {
  const { lab } = useServices();
  const isReported = useLab(({ snapshot }) => snapshot !== undefined);
  const on = useLab(({ flipped, snapshot }) => flipped[lane] ?? snapshot?.lanes[lane].on);
  const isSaved = useIsSaved();
  const { presenting } = useView();
  const id = useId();
  return (
    <div className={classes.head}>
      {presenting && (
        <span className={classes.key} aria-hidden="true">
          {LANES.indexOf(lane) + 1}
        </span>
      )}
      <h2 className={classes.name}>
        <label htmlFor={id}>
          <LaneKey lane={lane} />
          {LANE_LABELS[lane]}
        </label>
      </h2>
      <CodeButton lane={lane} />
      <Switch
        id={id}
        color={LANE_COLORS[lane]}
        disabled={!isReported || isSaved}
        on={on ?? false}
        onFlip={(next) => lab.switchLane(lane, next)}
      />
    </div>
  );
});

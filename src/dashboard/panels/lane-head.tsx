import { Switch } from '@mantine/core';
import { memo, useId } from 'react';
import { LANE_LABELS, LANES, type LaneName } from '../../protocol/lanes.ts';
import { useView } from '../address/view.ts';
import { CodeButton } from '../code/code-button.tsx';
import { useIsSaved, useLab, useServices } from '../services.tsx';
import { LaneKey } from '../ui/lane-key.tsx';
import { LANE_COLORS } from '../ui/lane-style.ts';
import classes from './lane-head.module.css';

/** `on` is undefined until the worker's first report. */
export const LaneHead = memo(function LaneHead({ lane, on }: { lane: LaneName; on: boolean | undefined }) {
  const { lab } = useServices();
  const flipped = useLab((state) => state.flipped[lane]);
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
        classNames={{ input: classes.switch ?? '', thumb: classes.thumb ?? '' }}
        color={LANE_COLORS[lane]}
        withThumbIndicator={false}
        disabled={on === undefined || isSaved}
        checked={flipped ?? on ?? false}
        onChange={({ currentTarget }) => lab.switchLane(lane, currentTarget.checked)}
      />
    </div>
  );
});

import { Switch } from '@mantine/core';
import { useId } from 'react';
import { TRANSPORT_LABELS, type Transport } from '../../protocol/transports.ts';
import { useIsSaved, useLab, useServices } from '../services.tsx';
import { TransportKey } from '../ui/transport-key.tsx';
import { TRANSPORT_COLORS } from '../ui/transport-style.ts';
import classes from './lane-head.module.css';

/** `on` is undefined until the worker's first report. */
export function LaneHead({ transport, on }: { transport: Transport; on: boolean | undefined }) {
  const { lab } = useServices();
  const flipped = useLab((state) => state.flipped[transport]);
  const isSaved = useIsSaved();
  const id = useId();
  return (
    <div className={classes.head}>
      <h2 className={classes.name}>
        <label htmlFor={id}>
          <TransportKey transport={transport} />
          {TRANSPORT_LABELS[transport]}
        </label>
      </h2>
      <Switch
        id={id}
        classNames={{ input: classes.switch ?? '' }}
        color={TRANSPORT_COLORS[transport]}
        withThumbIndicator={false}
        disabled={on === undefined || isSaved}
        checked={flipped ?? on ?? false}
        onChange={({ currentTarget }) => lab.switchLane(transport, currentTarget.checked)}
      />
    </div>
  );
}
